import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Place } from './kit';

/** Show the cell that a link names in a notebook, with the cursor on its line; false when it is gone. */
export async function jump(
  panel: NotebookPanel | null,
  place: Place,
  open: (panel: NotebookPanel) => void,
): Promise<boolean> {
  if (!panel) return false;
  const { content } = panel;
  const index = findCell(content.widgets, place);
  if (index < 0) return false;
  open(panel);
  content.activeCellIndex = index;
  content.deselectAll();
  await content.scrollToItem(index, 'smart');
  const cell = content.widgets[index];
  await cell.ready;
  const { editor } = cell;
  if (!editor || place.line == null) return true;
  const line = Math.min(place.line, editor.lineCount) - 1;
  const column = editor.getLine(line)?.length ?? 0;
  content.mode = 'edit';
  editor.setSelection({ start: { line, column: 0 }, end: { line, column } });
  editor.focus();
  return true;
}

/** By id, which survives moving; else the last cell that ran with that number. */
export function findCell(
  cells: readonly { model: { id: string; sharedModel: object } }[],
  { cell, cellId }: Place,
): number {
  const byId = cellId ? cells.findIndex(({ model }) => model.id === cellId) : -1;
  if (byId >= 0 || cell == null) return byId;
  return cells
    .map(({ model }) => (model.sharedModel as { execution_count?: number | null }).execution_count)
    .lastIndexOf(cell);
}
