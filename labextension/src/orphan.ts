/**
 * A page that is loaded again while a cell trains has lost the connection between that cell and the kernel's messages:
 * JupyterLab then drops the picture that takes the live view's place in the end. Here it is put where it belongs.
 */
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { CURVES_MIME, type CurvesJson } from './schema';

const WIDGET_MIME = 'application/vnd.jupyter.widget-view+json';

type Bundle = Record<string, unknown>;
export interface Outputs {
  readonly length: number;
  get(index: number): { readonly data: Bundle };
  set(index: number, output: { output_type: string; data: Bundle; metadata: Bundle }): void;
  add(output: { output_type: string; data: Bundle; metadata: Bundle }): unknown;
}
export interface Cells {
  [Symbol.iterator](): Iterator<{ readonly id: string; readonly type: string }>;
}

export function watchOrphans(tracker: INotebookTracker): void {
  tracker.widgetAdded.connect((_tracker, notebook: NotebookPanel) => {
    notebook.sessionContext.iopubMessage.connect((_context, { header, content }) => {
      if (header.msg_type !== 'update_display_data') return;
      const { data, transient } = content as { data: Bundle; transient?: { nbtorch_view?: string } };
      const view = transient?.nbtorch_view;
      // later: where nothing was lost, the output has been updated by then
      if (view && data[CURVES_MIME]) setTimeout(() => settle(notebook.content.model?.cells ?? [], view, data), 100);
    });
  });
}

/** Replace the widget `view` by its picture, or add the picture to a cell that has neither. */
export function settle(cells: Cells, view: string, data: Bundle): void {
  const { cellId, steps, elapsed } = data[CURVES_MIME] as CurvesJson;
  const output = { output_type: 'display_data', data, metadata: {} };
  for (const cell of cells) {
    if (cell.id !== cellId || cell.type !== 'code') continue;
    const { outputs } = cell as unknown as { outputs: Outputs };
    for (let index = 0; index < outputs.length; index++) {
      const held = outputs.get(index).data;
      const curves = held[CURVES_MIME] as CurvesJson | undefined;
      if (curves?.steps === steps && curves.elapsed === elapsed) return;
      if ((held[WIDGET_MIME] as { model_id?: string } | undefined)?.model_id === view) return outputs.set(index, output);
    }
    outputs.add(output);
  }
}
