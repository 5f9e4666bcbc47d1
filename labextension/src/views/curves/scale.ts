import type { Column } from './column';

const MINUS = '\u2212';
const MOST_DIGITS = 10; // values that differ later than that are one value to a reader

/** A log axis pays off when every value is positive and they span more than a decade and a half. */
export function wantsLog(columns: readonly Column[]): boolean {
  const lowest = Math.min(...columns.map((column) => column.lowest));
  const highest = Math.max(...columns.map((column) => column.highest));
  return lowest > 0 && highest / lowest > 10 ** 1.5;
}

/** The vertical range of finite values `low` to `high`; log values come as exponents and end on whole decades. */
export function valueRange(low: number, high: number, log: boolean): [number, number] {
  if (!(low <= high)) return log ? [-1, 0] : [0, 1];
  if (log) {
    const bottom = Math.floor(low + 1e-9);
    return [bottom, Math.max(bottom + 1, Math.ceil(high - 1e-9))];
  }
  const margin = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
}

/** Scores between 0 and 1 leave the first bad points below the edge, so that the end can be read, good or bad. */
export function scoreRange(column: Column): [number, number] {
  const values = column.y.filter((value) => !Number.isNaN(value));
  const last = values[values.length - 1] ?? 0;
  const typical = values.sort()[Math.floor(values.length * 0.15)] ?? 0;
  return [Math.max(0, Math.floor((Math.min(typical, last) - 0.04) * 20) / 20), 1];
}

/** The right edge while training: the whole run, so that progress shows; a round number ahead while that is a sliver. */
export function stepRange(steps: number, total: number | null, running: boolean): [number, number] {
  if (!running) return [0, Math.max(1, steps)];
  if (total != null && steps > 0.1 * total) return [0, Math.max(total, steps)];
  const ahead = roundUp(Math.max(10, steps * 1.25));
  return [0, total != null ? Math.max(steps, Math.min(total, ahead)) : ahead];
}

function roundUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  return decade * ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * decade >= value) ?? 10);
}

/** Whole exponents from `low` to `high`, thinned until each label has `room` pixels. */
export function decades(low: number, high: number, height: number, room = 20): number[] {
  const span = high - low;
  const least = Math.max(1, Math.ceil((span * room) / Math.max(room, height)));
  let stride = least;
  while (stride < 2 * least && span % stride) stride++; // both ends get a label where that is not too coarse
  if (span % stride) stride = least;
  const out: number[] = [];
  for (let exponent = Math.ceil(low); exponent <= high + 1e-9; exponent += stride) out.push(exponent);
  return out;
}

/** About `count` multiples of 1, 2 or 5 times a power of ten between `low` and `high`. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count) || 1;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = decade * [1, 2, 5, 10].find((factor) => factor * decade >= rough * (1 - 1e-9))!;
  return multiples(low, high, step);
}

export function multiples(low: number, high: number, step: number): number[] {
  const out: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) out.push(k * step + 0); // no minus zero
  return out;
}

/** Three digits, or as many as tell ticks that are `step` apart from each other. */
export function axisLabel(value: number, step = 0): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  const apart = step > 0 ? Math.floor(Math.log10(size)) - Math.floor(Math.log10(step)) + 2 : 0;
  const digits = Math.min(MOST_DIGITS, Math.max(3, apart));
  const small = size < 1e-3 * (1 - 1e-9);
  if (small || size >= (apart > 4 ? 1e9 : 1e4)) {
    const behind = apart > (small ? 1 : 2) ? Math.min(MOST_DIGITS, apart) - 1 : small ? 0 : 1;
    const [mantissa, exponent] = value.toExponential(behind).split('e');
    return `${Number(mantissa)}e${Number(exponent)}`.replaceAll('-', MINUS);
  }
  if (size >= 1000) return value.toLocaleString('en-US', { maximumSignificantDigits: Math.max(4, digits) }).replace('-', MINUS);
  return String(Number(value.toPrecision(digits))).replace('-', MINUS);
}
