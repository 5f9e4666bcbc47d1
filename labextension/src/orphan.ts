/**
 * Pictures of runs that went on while nobody looked. A page that is loaded again in the middle of a cell has lost what
 * connects the cell with the kernel's messages, and JupyterLab's widgets wait there until the cell has ended. So what the
 * kernel says of a view that this page does not know is drawn under its cell: first as it goes on, then as it ended. And
 * where a run ended while there was no page at all, the kernel is asked for its picture.
 */
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { trans } from './kit';
import { KernelLink } from './panel/link';
import { CURVES_MIME, type CurvesJson, type PointsMessage } from './schema';

const WIDGET_MIME = 'application/vnd.jupyter.widget-view+json';
/** Milliseconds between two drawings of a run that goes on. */
const DRAW_EVERY = 1000;

type Bundle = Record<string, unknown>;
type Output = { output_type: string; data: Bundle; metadata: Bundle };
export interface Outputs {
  readonly length: number;
  get(index: number): { readonly data: Bundle };
  set(index: number, output: Output): void;
  add(output: Output): unknown;
  clear(): void;
}
export interface Cells {
  [Symbol.iterator](): Iterator<{ readonly id: string; readonly type: string }>;
}
type CodeCell = { readonly executionCount?: number | null; readonly outputs: Outputs };

export function watchOrphans(tracker: INotebookTracker): void {
  tracker.widgetAdded.connect((_tracker, notebook) => new Orphans(notebook));
}

/** The views of one notebook's kernel that its page does not know. */
class Orphans {
  private running = new Map<string, { curves: CurvesJson; drawn: number }>();

  constructor(private notebook: NotebookPanel) {
    const { sessionContext, context } = notebook;
    sessionContext.iopubMessage.connect((_context, message) => this.hear(message as KernelMessage.IIOPubMessage));
    sessionContext.connectionStatusChanged.connect((_context, status) => status === 'connected' && this.ask());
    void Promise.all([context.ready, sessionContext.ready]).then(() => this.ask());
  }

  private get kernel(): Kernel.IKernelConnection | null {
    return this.notebook.sessionContext?.session?.kernel ?? null;
  }

  private get cells(): Cells {
    return this.notebook.content.model?.cells ?? [];
  }

  private hear({ header, content }: KernelMessage.IIOPubMessage): void {
    if (header.msg_type === 'update_display_data') {
      const { data, transient } = content as { data: Bundle; transient?: { nbtorch_view?: string } };
      const view = transient?.nbtorch_view;
      if (!view || !data[CURVES_MIME]) return;
      this.running.delete(view);
      setTimeout(() => settle(this.cells, view, data), 100); // where nothing was lost, the output is updated by then
    } else if (header.msg_type === 'comm_msg') {
      const { comm_id, data } = content as { comm_id: string; data: Bundle };
      const { kernel } = this;
      // another notebook's connection speaks over comms, or the widget is alive
      if (!kernel?.handleComms || kernel.hasComm(comm_id)) return;
      const curves = grown(this.running.get(comm_id)?.curves ?? viewsIn(this.cells).get(comm_id) ?? null, data);
      if (curves) this.draw(comm_id, curves);
    }
  }

  private draw(view: string, curves: CurvesJson): void {
    const drawn = this.running.get(view)?.drawn ?? -DRAW_EVERY;
    const isDue = performance.now() - drawn >= DRAW_EVERY;
    this.running.set(view, { curves, drawn: isDue ? performance.now() : drawn });
    if (isDue) settle(this.cells, view, picture(curves));
  }

  /** Ask for the pictures of views that are still live as far as the notebook says. */
  private async ask(): Promise<void> {
    const { kernel } = this;
    const views = [...viewsIn(this.cells)];
    if (!views.length || !kernel?.handleComms) return;
    const link = new KernelLink(kernel);
    const until = () => link.dispose();
    const giveUp = () => views.forEach(([view, curves]) => this.giveUp(view, curves));
    kernel.connectionStatusChanged.connect(until); // then it is asked again
    link.closed.connect(() => {
      giveUp(); // another kernel than that of the runs
      link.dispose();
    });
    try {
      await link.open(false);
      const runs = views.map(([, { run }]) => run ?? '');
      const { pictures = {} } = await link.ask({ ask: 'pictures', runs });
      for (const [view, curves] of views) {
        const data = pictures[curves.run ?? ''];
        if (data) settle(this.cells, view, data);
        else if (data === undefined) this.giveUp(view, curves);
      }
    } catch {
      // the connection was lost: it is asked again when that is back
    }
    kernel.connectionStatusChanged.disconnect(until);
    link.dispose(true);
  }

  /** Nobody knows the rest of a run: what the notebook holds of it is better than a widget that cannot be drawn. */
  private giveUp(view: string, curves: CurvesJson): void {
    if (this.kernel?.hasComm(view)) return;
    const note = trans.__('The rest of this run is not in the notebook.');
    settle(this.cells, view, picture({ ...curves, state: 'interrupted', note }));
  }
}

/** Put a run's picture in place of the widget `view` or an earlier picture of the run, or under a cell that has neither. */
export function settle(cells: Cells, view: string, data: Bundle): void {
  const curves = data[CURVES_MIME] as CurvesJson;
  const output = { output_type: 'display_data', data, metadata: {} };
  for (const cell of cells) {
    if (cell.id !== curves.cellId || cell.type !== 'code') continue;
    const { outputs, executionCount } = cell as unknown as CodeCell;
    const held = [...all(outputs)];
    const index = held.findIndex((one) => viewOf(one) === view || isOf(one[CURVES_MIME] as CurvesJson, curves));
    if (index >= 0) {
      const { steps, state } = (held[index][CURVES_MIME] as CurvesJson | undefined) ?? {};
      if (viewOf(held[index]) || steps !== curves.steps || state !== curves.state) outputs.set(index, output);
      continue;
    }
    // a file that was saved before this execution holds what the cell said in an earlier one
    const said = [executionCount, ...held.map((one) => (one[CURVES_MIME] as CurvesJson | undefined)?.cell)];
    const executions = said.filter((number) => number != null);
    if (executions.length && !executions.includes(curves.cell!)) outputs.clear();
    outputs.add(output);
  }
}

/** The live views that a notebook's outputs hold, with what they began with; those of other libraries have no curves. */
export function viewsIn(cells: Cells): Map<string, CurvesJson> {
  const views = new Map<string, CurvesJson>();
  for (const cell of cells) {
    if (cell.type !== 'code') continue;
    for (const held of all((cell as unknown as CodeCell).outputs)) {
      const [view, curves] = [viewOf(held), held[CURVES_MIME] as CurvesJson | undefined];
      if (view && curves) views.set(view, curves);
    }
  }
  return views;
}

const picture = (curves: CurvesJson): Bundle => ({
  [CURVES_MIME]: curves,
  'text/plain': `${curves.name ?? 'run'}: ${curves.steps} steps`,
});

/** What a view shows after a message to its widget: a whole state, or new points; null when nobody knows what was before. */
export function grown(before: CurvesJson | null, message: Bundle): CurvesJson | null {
  const { state } = (message.state ?? {}) as { state?: CurvesJson };
  if (message.method === 'update') return state?.kind === 'curves' ? state : null;
  const points = message.content as PointsMessage | undefined;
  if (!before || message.method !== 'custom' || points?.kind !== 'points') return null;
  const series = before.series.map((one) => {
    const { x, y } = points.add[one.name] ?? { x: [], y: [] };
    return { ...one, x: [...one.x, ...x], y: [...one.y, ...y] };
  });
  const known = new Set(series.map(({ name }) => name));
  const more = Object.entries(points.add).filter(([name]) => !known.has(name));
  return { ...before, ...points.facts, series: [...series, ...more.map(([name, one]) => ({ name, ...one }))] };
}

function* all(outputs: Outputs): Iterable<Bundle> {
  for (let index = 0; index < outputs.length; index++) yield outputs.get(index).data;
}

const viewOf = (held: Bundle) => (held[WIDGET_MIME] as { model_id?: string } | undefined)?.model_id;

const isOf = (held: CurvesJson | undefined, curves: CurvesJson) =>
  held != null && (held.run ? held.run === curves.run : held.steps === curves.steps && held.elapsed === curves.elapsed);
