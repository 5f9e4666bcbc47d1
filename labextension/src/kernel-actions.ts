import { NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';

/** Put `%load_ext nbtorch` into a new first cell and run it. */
export async function loadExtension(notebook: NotebookPanel | null): Promise<void> {
  if (!notebook) return;
  const { content, sessionContext } = notebook;
  content.activeCellIndex = 0;
  NotebookActions.insertAbove(content);
  content.activeCell?.model.sharedModel.setSource('%load_ext nbtorch');
  await NotebookActions.run(content, sessionContext);
}

export async function restartKernel(notebook: NotebookPanel | null): Promise<void> {
  const context = notebook?.sessionContext;
  if (context?.session?.kernel) await context.restartKernel();
  else await context?.startKernel();
}
