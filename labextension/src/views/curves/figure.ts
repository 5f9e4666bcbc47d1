import { h, int, num, percent } from '../../kit';
import { Chart, type ChartOptions, type Line, type Picture } from './chart';
import type { Column } from './column';
import { decimate, isNoisy, smooth } from './decimate';
import type { Family, Member } from './families';
import { scoreRange, valueRange, wantsLog } from './scale';

/** Fewer points than this are drawn as they are. */
const SMOOTH_FROM = 100;

/** A titled chart of one family: the title carries the latest value, or the one under the cross-hair. */
export class Figure {
  readonly node: HTMLElement;
  private values = h('span.vals');
  private canvas = h('div');
  private chart: Chart;
  private latest: { member: Member; line: Line | null; missing: boolean }[] = [];
  private format: (value: number) => string = num;
  private log = false;
  private hovered: number | null = null;

  constructor(
    readonly family: Family,
    private options: ChartOptions,
  ) {
    const caption = h('figcaption', {}, h('span', { title: family.title }, family.title), h('span.nbt-grow'), this.values);
    this.node = h('figure.nbt-chart', {}, caption, this.canvas);
    this.chart = new Chart(this.canvas, options);
  }

  draw(columns: ReadonlyMap<string, Column>, x: [number, number], broken: number[]): void {
    const members = this.family.members.map((member) => ({ member, column: columns.get(member.name)! }));
    const score = isScore(
      this.family,
      members.map(({ column }) => column),
    );
    this.format = score ? percent : num;
    this.log =
      !score &&
      this.family.role !== 'lr' &&
      (this.log || wantsLog(members.map(({ column }) => column).filter((column) => column.length)));
    this.latest = [];
    const lines: Line[] = [];
    for (const { member, column } of members) {
      const drawn = this.lines(member, column, x);
      lines.push(...drawn);
      const heavy = drawn.find((line) => line.heavy) ?? null;
      this.latest.push({
        member,
        line: heavy,
        missing: column.length > 0 && Number.isNaN(column.y[column.length - 1]),
      });
    }
    const picture: Picture = {
      lines,
      x,
      y: this.range(lines, members, score),
      log: this.log,
      broken,
      format: score ? wholePercent : undefined,
    };
    this.chart.show(picture);
    this.showValues(this.hovered);
  }

  /** Write the values at `step`, or the latest ones. */
  showValues(step: number | null): void {
    this.hovered = step;
    const many = this.latest.length > 1;
    const parts = this.latest.map(({ member, line, missing }) => {
      const value = step == null && missing ? null : this.valueAt(line, step);
      const key = many ? h('i', { style: `background:var(${member.token})` }) : null;
      return h(
        'span.val',
        { title: line?.smoothed ? 'smoothed' : null },
        key,
        many ? `${member.split || member.name} ` : '',
        h('b', {}, this.write(value, line)),
      );
    });
    if (step != null && this.family.role === 'loss') parts.unshift(h('span.val', {}, `step ${int(step)}`));
    this.values.replaceChildren(...parts);
    if (step == null) this.node.setAttribute('aria-label', `${this.family.title}: ${this.values.textContent}`);
  }

  dispose(): void {
    this.chart.dispose();
  }

  private write(value: number | null, line: Line | null): string {
    if (!line || !line.points.x.length) return '–';
    return value == null ? 'NaN' : this.format(value);
  }

  private valueAt(line: Line | null, step: number | null): number | null {
    if (!line) return null;
    const { x, y } = line.points;
    let i = x.length - 1;
    if (step != null) while (i > 0 && x[i] > step + 0.5) i--;
    else while (i > 0 && y[i] == null) i--;
    const value = y[i];
    return value == null ? null : this.log ? 10 ** value : value;
  }

  /** Noisy series get a faint raw line under the smoothed one; short and smooth ones a single line. */
  private lines({ role, split, token }: Member, column: Column, x: [number, number]): Line[] {
    const from = Math.max(0, column.at(x[0]));
    const to = Math.min(column.length, column.at(x[1]) + 2);
    const buckets = Math.max(100, this.canvas.clientWidth);
    const cut = (y: Float64Array) => this.scaled(decimate(column.x, y, from, to, buckets));
    const dash = split === 'test' ? [4, 3] : undefined;
    const big = this.options.height > 120;
    const noisy =
      role !== 'lr' && split !== 'val' && split !== 'test' && column.length >= SMOOTH_FROM && isNoisy(column.y);
    if (noisy) {
      const window = Math.max(10, (to - from) / 100);
      return [
        { points: cut(column.y), token, width: 0.75, alpha: 0.28 },
        { points: cut(smooth(column.y, window)), token, width: big ? 1.9 : 1.5, alpha: 1, heavy: true, smoothed: true },
      ];
    }
    const dots = role !== 'lr' && column.length < 30;
    return [{ points: cut(column.y), token, width: 1.5, alpha: 1, dash, dots, filled: role === 'lr', heavy: true }];
  }

  private scaled(points: Line['points']): Line['points'] {
    if (this.log) points.y = points.y.map((value) => (value != null && value > 0 ? Math.log10(value) : null));
    return points;
  }

  private range(lines: Line[], members: { member: Member; column: Column }[], score: boolean): [number, number] {
    if (score) {
      const column = members.find(({ member }) => member.split === 'val')?.column ?? members[0].column;
      return scoreRange(column);
    }
    let low = Infinity;
    let high = -Infinity;
    for (const { points } of lines) {
      for (const value of points.y) {
        if (value == null) continue;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    if (this.family.role === 'lr' && low > 0) low = 0;
    return valueRange(low, high, this.log);
  }
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
