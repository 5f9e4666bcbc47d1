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

/** Put code into a new cell below the active one; run it, or leave the cursor at its end, inside brackets there. */
export async function insertBelow(notebook: NotebookPanel | null, code: string, run: boolean): Promise<void> {
  if (!notebook) return;
  const { content, sessionContext } = notebook;
  NotebookActions.insertBelow(content);
  const cell = content.activeCell;
  cell?.model.sharedModel.setSource(code);
  if (run) {
    await NotebookActions.run(content, sessionContext);
    return;
  }
  content.mode = 'edit';
  await cell?.ready;
  cell?.editor?.setCursorPosition({ line: 0, column: code.length - (code.endsWith(')') ? 1 : 0) });
  cell?.editor?.focus();
}

export async function restartKernel(notebook: NotebookPanel | null): Promise<void> {
  const context = notebook?.sessionContext;
  if (context?.session?.kernel) await context.restartKernel();
  else await context?.startKernel();
}
