import type { INotebookTracker } from '@jupyterlab/notebook';

/**
 * Interrupt the kernel of the notebook that holds `view` where it hears no message of a widget while a cell runs
 * (ipykernel 6); false where the message will do.
 */
export function interruptFor(view: Node, notebooks: Pick<INotebookTracker, 'find'>): boolean {
  const notebook = notebooks.find(({ node }) => node.contains(view));
  const kernel = notebook?.sessionContext.session?.kernel;
  if (!kernel || kernel.supportsSubshells) return false;
  void kernel.interrupt();
  return true;
}
