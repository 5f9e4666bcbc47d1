import { frame, h, int, keep, num, SharedStep, trans } from '../../kit';
import type { CurvesJson, PointsMessage, Series, SeriesRole } from '../../schema';
import { Column } from './column';
import { Cursor } from './cursor';
import { type Family, families } from './families';
import { Figure } from './figure';
import { toSvg } from './drawing';
import { Header, facts, wordOf } from './header';
import { Palette, watchTheme } from './palette';
import { Margin } from './margin';
import { download, fileName, toCsv, toJson, toPng } from './save';
import { stepRange } from './scale';
import { Note } from './sentence';
import { Tools, type Format } from './settings';

export interface CurvesOptions {
  /** Called when Stop is pressed; without it there is no Stop button. */
  onStop?: () => void;
  /** Height of the loss chart in pixels. */
  height?: number;
}

export interface CurvesView {
  append(message: PointsMessage): void;
  update(curves: CurvesJson): void;
  dispose(): void;
}

/** Draw the curves of a run into `host` and keep them current. */
export function renderCurves(host: HTMLElement, curves: CurvesJson, options: CurvesOptions = {}): CurvesView {
  return new Curves(host, curves, options);
}

let views = 0;

class Curves implements CurvesView {
  private curves: CurvesJson;
  private columns = new Map<string, Column>();
  private roles = new Map<string, SeriesRole>();
  private figures: Figure[] = [];
  private layout = '';
  private zoom: [number, number] | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** Drawing takes about a sixth of the time at most, however many points there are, but goes on every second. */
  private notBefore = 0;
  /** Something changed while the view had no place on the page, as in a cell that is scrolled far away. */
  private stale = false;
  private header: Header;
  private tools: Tools;
  private earlier: Map<string, Column>[] = [];
  private note = new Note();
  private body = h('div.nbt-live');
  private root: HTMLElement;
  private palette: Palette;
  private syncKey = `nbtorch-curves-${++views}`;
  private step = new SharedStep(() => this.hold());
  private cursor = new Cursor((step) => this.step.tell(step));
  /** Where the reader had stopped before the click that may become a double click. */
  private before: number | null = null;
  private stopWatching: () => void;
  private resized: ResizeObserver;

  constructor(
    host: HTMLElement,
    curves: CurvesJson,
    private options: CurvesOptions,
  ) {
    this.tools = new Tools(
      () => this.schedule(),
      (format) => void this.save(format),
      keep('curves', curves.name, curves.cellId ?? curves.cell),
    );
    this.header = new Header(options.onStop, this.tools.button);
    this.root = frame('live', trans.__('Training'), this.header.nodes, this.tools.node, this.note.node, this.body);
    this.palette = new Palette(this.root);
    host.append(this.root);
    this.curves = curves;
    this.root.dataset.steps = '0';
    this.update(curves);
    this.stopWatching = watchTheme(() => this.repaint());
    this.resized = new ResizeObserver(() => this.onResize());
    this.resized.observe(this.body);
  }

  append({ add, facts }: PointsMessage): void {
    for (const [name, { role, x, y }] of Object.entries(add)) this.column(name, role).append(x, y);
    this.curves = { ...this.curves, ...facts };
    this.schedule();
  }

  /** A state of the run being drawn fills in what was not heard; anything else replaces what is drawn. */
  update(curves: CurvesJson): void {
    if (this.curves.state !== 'running') this.columns.clear();
    for (const { name, role, x, y } of curves.series) this.column(name, role).merge(x, y);
    if (curves.state !== 'running' || this.curves.state !== 'running' || curves.steps >= this.curves.steps)
      this.curves = curves;
    this.earlier = (curves.earlier ?? []).map(({ series }) => new Map(series.map((one) => [one.name, filled(one)])));
    this.tools.update(this.earlier.length);
    this.step.join(curves.run);
    this.schedule();
  }

  dispose(): void {
    if (this.timer != null) clearTimeout(this.timer);
    this.step.leave();
    this.stopWatching();
    this.resized.disconnect();
    for (const figure of this.figures) figure.dispose();
    this.root.remove();
  }

  private column(name: string, role: SeriesRole): Column {
    let column = this.columns.get(name);
    if (!column) this.columns.set(name, (column = new Column()));
    this.roles.set(name, role);
    return column;
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => this.draw(), Math.max(0, this.notBefore - performance.now()));
  }

  private repaint(): void {
    this.palette.refresh();
    this.schedule();
  }

  /** What is coming back into view is drawn at once, before the browser shows it. */
  private onResize(): void {
    if (!this.stale) return this.repaint();
    if (this.timer != null) clearTimeout(this.timer);
    this.palette.refresh();
    this.draw();
  }

  private draw(): void {
    this.timer = null;
    const started = performance.now();
    this.stale = this.root.checkVisibility?.() === false;
    if (this.stale) return; // a chart would take the width 0 for its own; the observer calls when there is one
    this.header.update(this.curves);
    this.note.update(this.curves);
    this.arrange();
    const { columns, earlier } = this;
    const scene = { columns, earlier, x: this.zoom ?? this.steps(), broken: this.broken(), settings: this.tools.settings };
    for (const figure of this.figures) figure.draw(scene);
    for (const figure of this.figures) figure.align();
    const [first] = this.figures;
    if (first) {
      if (this.cursor.node.parentElement !== first.canvas) first.canvas.append(this.cursor.node);
      this.cursor.place(first.place, scene.x, this.curves.steps);
      this.hold();
    }
    this.describe();
    const now = performance.now();
    this.notBefore = now + Math.min(1000, 5 * (now - started));
  }

  /** Loss large, the rest small beside it; built again only when a series turns up that was not there. */
  private arrange(): void {
    const shown = [...this.columns].filter(([, column]) => column.length > 0);
    const series = shown.map(([name]) => ({ name, role: this.roles.get(name)! }));
    const layout = JSON.stringify(series);
    if (layout === this.layout) return;
    this.layout = layout;
    for (const figure of this.figures) figure.dispose();
    const [first, ...rest] = families(series);
    const height = this.options.height ?? 216;
    const rows = rest.length > 4 ? Math.ceil(rest.length / 2) : rest.length;
    const small = Math.max(48, Math.floor((height + 24 - 24 * rows - 14) / Math.max(1, rows)));
    const large = Math.max(height, rows * (small + 24) - 10); // both columns end on the same line
    this.figures = [];
    const big = h('div.big');
    const side = h(rest.length > 4 ? 'div.small.two' : 'div.small');
    const margin = new Margin();
    if (first) big.append(this.figure(first, large, true, margin).node);
    rest.forEach((family, i) => {
      const last = i === rest.length - 1 || (rest.length > 4 && i === rest.length - 2);
      side.append(this.figure(family, last ? small + 14 : small, last, margin).node);
    });
    this.body.classList.toggle('single', rest.length === 0);
    this.body.replaceChildren(...(first ? [big, side] : [h('p.dim', {}, trans.__('Waiting for the first step…'))]));
  }

  private figure(family: Family, height: number, stepLabels: boolean, margin: Margin): Figure {
    const figure = new Figure(family, {
      palette: this.palette,
      margin,
      height,
      stepLabels,
      knob: this.figures.length === 0,
      syncKey: this.syncKey,
      onZoom: (range) => {
        this.zoom = range;
        this.schedule();
      },
      onHover: (step) => figure.hover(step),
      onStop: (step, again) => {
        if (!again) this.before = this.step.step;
        this.step.tell(again ? this.before : step >= this.curves.steps ? null : Math.max(1, step));
      },
    });
    this.figures.push(figure);
    return figure;
  }

  /** Show the step that the reader has stopped at in every figure. */
  private hold(): void {
    const { step } = this.step;
    for (const figure of this.figures) figure.hold(step);
    this.cursor.show(step, this.figures.map((figure) => figure.words()).join(', '));
    this.root.dataset.step = step == null ? '' : String(step);
  }

  /** Hand the reader a file of what the view holds; pictures are of what it shows. */
  private async save(format: Format): Promise<void> {
    if (this.timer != null) clearTimeout(this.timer);
    this.draw();
    const name = fileName(this.curves, format);
    if (format === 'CSV') return download(new Blob([toCsv(this.columns)], { type: 'text/csv' }), name);
    if (format === 'JSON')
      return download(new Blob([toJson(this.curves, this.columns, this.roles)], { type: 'application/json' }), name);
    const { state, name: subject } = this.curves;
    const words = facts(this.curves).map(([value, label]) => `${value} ${label}`);
    const drawings = this.figures.map((figure) => figure.drawing());
    const svg = toSvg([wordOf(state), subject].filter(Boolean).join(' '), words.join(' · '), drawings, this.palette);
    download(format === 'PNG' ? await toPng(svg) : new Blob([svg], { type: 'image/svg+xml' }), name);
  }

  private steps(): [number, number] {
    let last = this.curves.steps;
    for (const column of this.columns.values()) if (column.length) last = Math.max(last, column.x[column.length - 1]);
    return stepRange(last, this.curves.total, this.curves.state === 'running');
  }

  private broken(): number[] {
    const [first] = this.curves.nonfinite;
    if (first) return [first.step];
    if (this.curves.state !== 'nan') return [];
    const loss = [...this.columns].find(([name]) => this.roles.get(name) === 'loss')?.[1];
    const index = loss ? loss.y.findIndex((value) => Number.isNaN(value)) : -1;
    return index < 0 ? [] : [loss!.x[index]];
  }

  private describe(): void {
    const loss = this.figures[0]?.family.members[0];
    const column = loss && this.columns.get(loss.name);
    const value = column?.length ? column.y[column.length - 1] : NaN;
    const { state, name, steps, total } = this.curves;
    this.root.dataset.steps = String(column?.length ?? 0);
    this.root.dataset.state = state;
    this.root.setAttribute(
      'aria-label',
      `${wordOf(state)}${name ? ` ${name}` : ''}, ${total != null ? trans.__('step %1 of %2', int(steps), int(total)) : trans.__('step %1', int(steps))}` +
        (column?.length ? `, ${loss.name} ${num(Number.isNaN(value) ? null : value)}` : ''),
    );
  }
}

function filled({ x, y }: Series): Column {
  const column = new Column();
  column.append(x, y);
  return column;
}
