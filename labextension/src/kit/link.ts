/** The way back to the code: always the words "cell [n], line m". */
import { h } from './dom';
import { trans } from './trans';

export interface Place {
  cell?: number | null;
  cellId?: string | null;
  line?: number | null;
  file?: string | null;
}

/** What a view asks its host to do; the extension listens for it, elsewhere nothing happens. */
export const JUMP = 'nbtorch:jump';

/** The same for a live view's Stop; a host that stops the cell itself cancels the event. */
export const STOP = 'nbtorch:stop';

export function placeText({ cell, line, file }: Place): string | null {
  const where = cell != null ? trans.__('cell [%1]', cell) : file ? (file.split(/[\\/]/).pop() ?? file) : null;
  if (where == null) return null;
  return line != null ? trans.__('%1, line %2', where, line) : where;
}

/** A link that dispatches `nbtorch:jump`; plain text where there is no cell to jump to. */
export function jumpLink(place: Place): HTMLElement {
  const text = placeText(place);
  if (place.cell == null && place.cellId == null) return h('span.nbt-place', { title: place.file }, text);
  const onclick = (event: Event) => {
    const detail = { cell: place.cell ?? null, cellId: place.cellId ?? null, line: place.line ?? null };
    (event.currentTarget as Element).dispatchEvent(new CustomEvent(JUMP, { bubbles: true, composed: true, detail }));
  };
  return h('button.nbt-link', { type: 'button', title: trans.__('Jump to the cell'), onclick }, text ?? trans.__('its cell'));
}
