import { h, int, num, percent, trans } from '../../kit';
import type { SeriesRole } from '../../schema';
import { Chart, type ChartOptions, type Line, type Picture } from './chart';
import type { Column } from './column';
import type { Place } from './cursor';
import { decimate, isNoisy, smooth } from './decimate';
import { splitWord, type Family, type Member } from './families';
import type { Drawing } from './drawing';
import { scoreRange, valueRange, wantsLog } from './scale';
import type { Settings } from './settings';

/** Fewer points than this are drawn as they are; the second number is for a reader who wants more. */
const SMOOTH_FROM = { off: Infinity, auto: 100, more: 20 };
/** A smoothed point weighs this share of the points in sight. */
const SMOOTH_OVER = { off: 0, auto: 1 / 100, more: 1 / 15 };

/** What all figures of a view are drawn from. */
export interface Scene {
  columns: ReadonlyMap<string, Column>;
  /** The curves of earlier runs of the same cell. */
  earlier: readonly ReadonlyMap<string, Column>[];
  x: [number, number];
  broken: number[];
  settings: Settings;
}

/** A titled chart of one family: the title carries the latest value, or the one under the cross-hair. */
export class Figure {
  readonly node: HTMLElement;
  private values = h('span.vals');
  readonly canvas = h('div.nbt-plot');
  private chart: Chart;
  private latest: { member: Member; column: Column; line: Line | null; missing: boolean }[] = [];
  private format: (value: number) => string = num;
  private log = false;
  private chosen: Settings['axis'] = 'auto';
  private hovered: number | null = null;
  private held: number | null = null;
  private picture: Picture | null = null;
  private behind = 0;

  constructor(
    readonly family: Family,
    private options: ChartOptions,
  ) {
    const caption = h('figcaption', {}, h('span', { title: family.title }, family.title), h('span.nbt-grow'), this.values);
    this.node = h('figure.nbt-chart', {}, caption, this.canvas);
    this.chart = new Chart(this.canvas, options);
  }

  draw(scene: Scene): void {
    const { columns, x, broken, settings } = scene;
    const members = this.family.members.map((member) => ({ member, column: columns.get(member.name)! }));
    const all = members.map(({ column }) => column);
    const score = isScore(this.family, all);
    this.format = score ? percent : num;
    this.log = !score && !LINEAR.has(this.family.role) && this.wantsLog(all, settings.axis);
    this.latest = [];
    const lines: Line[] = [];
    for (const { member, column } of members) {
      const drawn = this.lines(member, column, x, settings.smoothing);
      lines.push(...drawn);
      const heavy = drawn.find((line) => line.heavy) ?? null;
      this.latest.push({
        member,
        column,
        line: heavy,
        missing: column.length > 0 && Number.isNaN(column.y[column.length - 1]),
      });
    }
    const earlier = settings.earlier === 'shown' ? this.earlier(scene) : [];
    this.behind = earlier.length;
    const picture: Picture = (this.picture = {
      lines: [...earlier, ...lines],
      x,
      y: this.range(lines, earlier, members, score),
      log: this.log,
      broken,
      format: score ? wholePercent : undefined,
    });
    this.chart.show(picture);
    this.showValues();
  }

  /** Stand in line with the other charts of the view. */
  align(): void {
    this.chart.align();
  }

  /** The pointer is at a step, or left. */
  hover(step: number | null): void {
    this.hovered = step;
    this.showValues();
  }

  /** The reader has stopped at a step, or follows the newest. */
  hold(step: number | null): void {
    this.held = step;
    this.chart.hold(step);
    this.showValues();
  }

  /** Where the steps are drawn. */
  get place(): Place {
    return this.chart.place;
  }

  /** What was measured at the step that is held, in words. */
  words(): string {
    const many = this.latest.length > 1;
    return this.latest
      .map(({ member, column, line, missing }) => {
        const named = many ? `${this.family.title} ${member.split ? splitWord(member.split) : member.name}` : this.family.title;
        return `${named} ${this.write(this.held == null && missing ? null : this.valueAt(column, line, this.held), line)}`;
      })
      .join(', ');
  }

  /** Write the values under the pointer, where the reader has stopped, or the latest ones. */
  private showValues(): void {
    const step = this.hovered ?? this.held;
    const many = this.latest.length > 1;
    const parts = this.latest.map(({ member, column, line, missing }) => {
      const value = step == null && missing ? null : this.valueAt(column, line, step);
      const named = many || member.split === 'val' || member.split === 'test';
      const key = named ? h('i', { style: `background:var(${member.token})` }) : null;
      return h(
        'span.val',
        { title: line?.smoothed ? trans.__('smoothed') : null },
        key,
        named ? `${member.split ? splitWord(member.split) : member.name} ` : '',
        h('b', {}, this.write(value, line)),
      );
    });
    if (this.behind && this.family.role === 'loss')
      parts.unshift(h('span.val', {}, h('i', { style: 'background:var(--nbt-data)' }), trans.__('earlier')));
    if (step != null && this.family.role === 'loss') parts.unshift(h('span.val', {}, trans.__('step %1', int(step))));
    this.values.replaceChildren(...parts);
    if (this.hovered == null) this.node.setAttribute('aria-label', `${this.family.title}: ${this.values.textContent}`);
  }

  /** The chart as it stands, for a file. */
  drawing(): Drawing {
    const values = [...this.values.children].map((value) => ({
      words: value.textContent ?? '',
      token: /var\((--[\w-]+)\)/.exec(value.querySelector('i')?.getAttribute('style') ?? '')?.[1] ?? null,
    }));
    return { title: this.family.title, values, picture: this.picture! };
  }

  dispose(): void {
    this.chart.dispose();
  }

  private write(value: number | null | undefined, line: Line | null): string {
    if (!line || !line.points.x.length || value === undefined) return '–';
    return value == null ? 'NaN' : this.format(value);
  }

  /** The value at a step or the last before it; null where it is no number, undefined where there is none yet. */
  private valueAt(column: Column, line: Line | null, step: number | null): number | null | undefined {
    if (!line) return null;
    if (step == null) {
      const { y } = line.points;
      let i = y.length - 1;
      while (i > 0 && y[i] == null) i--;
      return y[i] == null ? null : this.log ? 10 ** y[i]! : y[i];
    }
    const i = column.at(step + 0.5);
    const value = i < 0 ? undefined : (line.smoothed ?? column.y)[i];
    return Number.isNaN(value) ? null : value;
  }

  /** What the reader chose; by itself a log axis stays once it was wanted. */
  private wantsLog(columns: Column[], axis: Settings['axis']): boolean {
    const held = columns.filter((column) => column.length);
    const wanted = this.log && this.chosen === 'auto';
    this.chosen = axis;
    if (axis === 'auto') return wanted || wantsLog(held);
    return axis === 'log' && held.some((column) => column.highest > 0);
  }

  /** Noisy series get a faint raw line under the smoothed one; short and smooth ones a single line. */
  private lines(member: Member, column: Column, x: [number, number], smoothing: Settings['smoothing']): Line[] {
    const { role, split, token, dash } = member;
    const [from, to] = between(column, x);
    const cut = (y: Float64Array) => this.cut(column.x, y, from, to);
    const big = this.options.height > 120;
    const measured = split === 'val' || split === 'test'; // a mean over a data set: rarely noise
    const noisy =
      role !== 'lr' &&
      column.length >= SMOOTH_FROM[smoothing] &&
      (smoothing === 'more' || (!measured && isNoisy(column.y)));
    if (noisy) {
      const window = Math.max(smoothing === 'more' ? 5 : 10, (to - from) * SMOOTH_OVER[smoothing]);
      const smoothed = smooth(column.y, window);
      return [
        { points: cut(column.y), token, width: 0.75, alpha: 0.28 },
        { points: cut(smoothed), token, width: big ? 1.9 : 1.5, alpha: 1, heavy: true, smoothed },
      ];
    }
    const dots = role !== 'lr' && column.length < 30;
    return [{ points: cut(column.y), token, width: 1.5, alpha: 1, dash, dots, filled: role === 'lr', heavy: true }];
  }

  /** The same series of earlier runs, thin and grey; validation dashed. */
  private earlier({ earlier, x }: Scene): Line[] {
    if (this.family.role !== 'loss' && this.family.role !== 'metric') return [];
    return earlier.flatMap((columns) =>
      this.family.members.flatMap(({ name, split }): Line[] => {
        const column = columns.get(name);
        if (!column?.length) return [];
        const measured = split === 'val' || split === 'test';
        const y = !measured && column.length >= SMOOTH_FROM.auto ? smooth(column.y, column.length / 30) : column.y;
        const points = this.cut(column.x, y, ...between(column, x));
        return [{ points, token: '--nbt-data', width: 1, alpha: 0.75, dash: measured ? [2, 2] : undefined }];
      }),
    );
  }

  private cut(x: Float64Array, y: Float64Array, from: number, to: number): Line['points'] {
    return this.scaled(decimate(x, y, from, to, Math.max(100, this.canvas.clientWidth)));
  }

  private scaled(points: Line['points']): Line['points'] {
    if (this.log) points.y = points.y.map((value) => (value != null && value > 0 ? Math.log10(value) : null));
    return points;
  }

  private range(
    lines: Line[],
    earlier: Line[],
    members: { member: Member; column: Column }[],
    score: boolean,
  ): [number, number] {
    if (score) {
      const column = members.find(({ member }) => member.split === 'val')?.column ?? members[0].column;
      return scoreRange(column);
    }
    let [low, high] = extent(lines);
    const [before, most] = extent(earlier);
    if (low <= high && before <= most) {
      high = Math.max(high, Math.min(most, this.log ? Infinity : high + 2 * (high - low))); // a run that diverged may leave
      low = Math.min(low, Math.max(before, this.log ? -Infinity : low - 2 * (high - low)));
    }
    if ((this.family.role === 'lr' || this.family.role === 'speed') && low > 0) low = 0;
    return valueRange(low, high, this.log);
  }
}

/** Series that are read from zero, on a linear axis. */
const LINEAR = new Set<SeriesRole>(['lr', 'speed']);

function extent(lines: readonly Line[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const { points } of lines) {
    for (const value of points.y) {
      if (value == null) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

/** The points in sight, and one beyond each edge. */
function between(column: Column, x: [number, number]): [number, number] {
  return [Math.max(0, column.at(x[0])), Math.min(column.length, column.at(x[1]) + 2)];
}

const wholePercent = (value: number): string => percent(Math.round(value * 100) / 100).replace('.0', '');

function isScore({ role, key }: Family, columns: Column[]): boolean {
  const bounded = columns.every((column) => column.length === 0 || (column.lowest >= 0 && column.highest <= 1));
  return (
    role === 'metric' &&
    /acc|f1|precision|recall|auc/.test(key) &&
    bounded &&
    columns.some((column) => column.lowest <= column.highest)
  );
}
