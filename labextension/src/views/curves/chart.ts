import uPlot from 'uplot';
import { h, int } from '../../kit';
import type { Points } from './decimate';
import type { Place } from './cursor';
import { GAP, textWidth, type Margin } from './margin';
import type { Palette } from './palette';
import { axisLabel, decades, multiples, roundTicks } from './scale';

const KNOB = 13; // its padding, and a little

/** What one stroke looks like; `heavy` lines carry the value that is written in the title. */
export interface Line {
  points: Points;
  token: string;
  width: number;
  alpha: number;
  dash?: number[];
  dots?: boolean;
  filled?: boolean;
  heavy?: boolean;
  /** All values of a smoothed line. */
  smoothed?: Float64Array;
}

export interface Picture {
  lines: Line[];
  x: [number, number];
  y: [number, number];
  log: boolean;
  /** Steps marked with a dashed line because the loss was not finite there. */
  broken: number[];
  format?: (value: number) => string;
}

export interface ChartOptions {
  palette: Palette;
  margin: Margin;
  height: number;
  syncKey: string;
  stepLabels: boolean;
  /** Whether the knob of the slider is drawn among the step labels. */
  knob: boolean;
  onZoom(range: [number, number] | null): void;
  onHover(step: number | null): void;
  /** A click: the reader stops at a step. The second of a double click takes it back. */
  onStop(step: number, again: boolean): void;
}

/** One uPlot canvas. It is kept while points arrive and replaced only when the set of lines changes. */
export class Chart {
  private plot: uPlot | null = null;
  private drawn = '';
  private picture: Picture | null = null;
  private width = 0;
  private left = 0;
  private right = 0;
  private held: number | null = null;
  private line = h('i.nbt-held', { hidden: true });

  constructor(
    private host: HTMLElement,
    private options: ChartOptions,
  ) {}

  show(picture: Picture): void {
    this.picture = picture;
    const width = Math.max(40, this.host.clientWidth);
    const signature = picture.lines
      .map((line) => [line.token, line.width, line.dots, line.dash, line.filled].join())
      .join('|');
    const data = align(picture);
    const { margin, palette, stepLabels } = this.options;
    if (stepLabels) margin.fitStep(int(picture.x[1]), palette.font());
    if (!this.plot || signature !== this.drawn) {
      this.plot?.destroy();
      this.width = width;
      this.plot = new uPlot(this.settings(width), data, this.host);
      this.plot.batch(() => {}); // lays it out now, not in a while
      this.remember();
      this.drawn = signature;
      this.plot.over.append(this.line);
      this.plot.over.addEventListener('click', (event) => this.onClick(event));
      this.hold(this.held);
      return;
    }
    if (width !== this.width) this.plot.setSize({ width: (this.width = width), height: this.options.height });
    this.plot.batch(() => {
      this.plot!.setData(data, false);
      this.plot!.setScale('x', { min: picture.x[0], max: picture.x[1] });
      this.plot!.setScale('y', { min: picture.y[0], max: picture.y[1] });
    });
    this.hold(this.held);
  }

  /** Begin where the charts above and below begin, after one of them has asked for more room. */
  align(): void {
    const { plot, options: { margin } } = this;
    if (!plot || (margin.left === this.left && margin.right === this.right)) return;
    plot.batch(() => plot.redraw(true, true));
    this.remember();
  }

  private remember(): void {
    ({ left: this.left, right: this.right } = this.options.margin);
  }

  /** Draw a line where the reader has stopped. */
  hold(step: number | null): void {
    const moved = step !== this.held;
    this.held = step;
    if (moved && this.options.knob) this.plot?.redraw(false, true);
    if (!this.plot || !this.picture) return;
    const [from, to] = this.picture.x;
    this.line.hidden = step == null || step < from || step > to;
    if (step != null) this.line.style.left = `${((step - from) / (to - from || 1)) * 100}%`;
  }

  /** Where the steps are drawn, in pixels of the host. */
  get place(): Place {
    const { offsetLeft: left, offsetTop: top, clientWidth: width, clientHeight: height } = this.plot!.over;
    return { left, top: top + height, width };
  }

  /** uPlot tells of no click at the end of a drag. */
  private onClick(event: MouseEvent): void {
    const step = this.plot!.posToVal(event.offsetX, 'x');
    this.options.onStop(Math.round(step), event.detail > 1);
  }

  dispose(): void {
    this.plot?.destroy();
    this.plot = null;
  }

  private settings(width: number): uPlot.Options {
    const { palette, margin, height, syncKey, stepLabels, onZoom, onHover } = this.options;
    const ink = () => palette.colour('--nbt-ink-2');
    const hairline = () => palette.colour('--nbt-line');
    const picture = () => this.picture!;
    return {
      width,
      height,
      legend: { show: false },
      padding: [6, () => margin.right, 0, 0],
      cursor: {
        sync: { key: syncKey, setSeries: false },
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false },
        bind: { dblclick: () => () => (onZoom(null), null) },
      },
      scales: {
        x: { time: false, auto: false, min: picture().x[0], max: picture().x[1] },
        y: { auto: false, min: picture().y[0], max: picture().y[1], range: (_plot, low, high) => [low, high] },
      },
      axes: [
        {
          stroke: ink,
          font: palette.font(),
          size: stepLabels ? 20 : 6,
          gap: 3,
          space: () => Math.max(72, 2 * margin.right + 16),
          grid: { show: false },
          ticks: { stroke: hairline, width: 1, size: 3 },
          incrs: [1, 2, 5]
            .flatMap((_, i, base) => Array.from({ length: 12 }, (_unused, power) => base[i] * 10 ** power))
            .sort((a, b) => a - b),
          values: (plot, splits) => splits.map((step) => (stepLabels && !this.underKnob(step, plot) ? int(step) : '')),
        },
        {
          stroke: ink,
          font: palette.font(),
          size: (_plot, labels) => margin.fit(labels, palette.font()),
          gap: GAP,
          space: height > 120 ? 36 : 22,
          grid: { stroke: hairline, width: 1, dash: [1, 3] },
          ticks: { show: false },
          splits: (plot, axis, low, high, increment) =>
            picture().log
              ? decades(low, high, plot.bbox.height / uPlot.pxRatio)
              : linearTicks(picture(), low, high, increment),
          values: (_plot, splits, _axis, _space, increment) => splits.map((value) => this.label(value, Math.min(increment, splits[1] - splits[0] || increment))),
        },
      ],
      series: [
        {},
        ...picture().lines.map(({ token, width: stroke, alpha, dash, dots, filled }): uPlot.Series => ({
          stroke: () => palette.colour(token, alpha),
          fill: filled ? () => palette.colour(token, 0.08) : undefined,
          width: stroke,
          dash,
          points: { show: Boolean(dots), size: 4, width: 0, fill: () => palette.colour(token) },
        })),
      ],
      hooks: {
        draw: [(plot) => this.drawMarks(plot)],
        setSelect: [(plot) => selectZoom(plot, onZoom)],
        setCursor: [(plot) => onHover((plot.cursor.left ?? -1) < 0 ? null : plot.posToVal(plot.cursor.left!, 'x'))],
      },
    };
  }

  /** A label that the knob would cover in part is left out. */
  private underKnob(step: number, plot: uPlot): boolean {
    if (this.held == null || !this.options.knob) return false;
    const [from, to] = this.picture!.x;
    const font = this.options.palette.font();
    const apart = (Math.abs(step - this.held) / (to - from || 1)) * (plot.over.clientWidth || this.width);
    return apart < (textWidth(int(step), font) + textWidth(int(this.held), font)) / 2 + KNOB;
  }

  private label(value: number, step: number): string {
    const { log, format } = this.picture!;
    const plain = log ? 10 ** value : value;
    return format ? format(plain) : axisLabel(plain, log ? 0 : step);
  }

  /** The dashed lines at broken steps and the dot at the end of each heavy line. */
  private drawMarks(plot: uPlot): void {
    const { palette } = this.options;
    const { lines, x, y, broken } = this.picture!;
    const { ctx } = plot;
    const ratio = uPlot.pxRatio;
    const { top, height } = plot.bbox;
    ctx.save();
    ctx.strokeStyle = palette.colour('--nbt-bad');
    ctx.lineWidth = ratio;
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    for (const step of broken.filter((step) => step >= x[0] && step <= x[1])) {
      const left = Math.round(plot.valToPos(step, 'x', true)) + 0.5;
      ctx.beginPath();
      ctx.moveTo(left, top);
      ctx.lineTo(left, top + height);
      ctx.stroke();
    }
    for (const { points, token } of lines.filter((line) => line.heavy)) {
      let last = points.y.length - 1;
      while (last >= 0 && points.y[last] == null) last--;
      if (last < 0 || points.x[last] < x[0] || points.x[last] > x[1] || points.y[last]! < y[0]) continue;
      ctx.fillStyle = palette.colour(token);
      ctx.beginPath();
      ctx.arc(plot.valToPos(points.x[last], 'x', true), plot.valToPos(points.y[last]!, 'y', true), 3 * ratio, 0, 7);
      ctx.fill();
    }
    ctx.restore();
  }
}

/** A fixed range keeps its two ends as labels; otherwise multiples of uPlot's own increment. */
function linearTicks({ format }: Picture, low: number, high: number, increment: number): number[] {
  if (format) return [low, high];
  const ticks = multiples(low, high, increment);
  if (ticks.length > 1) return ticks;
  const closer = roundTicks(low, high, 3); // one number alone says nothing of the scale
  return [closer[0], closer[closer.length - 1]];
}

/** uPlot wants one shared x: a step that a line lacks is skipped (undefined), a null stays a gap. */
function align({ lines }: Picture): uPlot.AlignedData {
  if (!lines.length) return [[]];
  const tables = lines.map(({ points }) => [points.x, points.y] as uPlot.AlignedData);
  return uPlot.join(
    tables,
    tables.map(() => [1, 1]),
  );
}

function selectZoom(plot: uPlot, onZoom: ChartOptions['onZoom']): void {
  const { left, width } = plot.select;
  if (width < 4) return;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onZoom([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]);
}
