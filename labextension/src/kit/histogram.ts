/** A small histogram: square-root bars, zero dashed, range written. */
import { h, s } from './dom';
import { num } from './numbers';
import { trans } from './trans';

export interface Histogram {
  lo: number;
  hi: number;
  bins: number[];
}

export function histogram(
  { lo, hi, bins }: Histogram,
  width: number,
  height: number,
  colour: string,
  label: string,
): HTMLElement {
  const most = Math.sqrt(Math.max(1, ...bins));
  const step = width / Math.max(1, bins.length);
  const zero = ((0 - lo) / (hi - lo || 1)) * width;
  const bars = bins.map((count, index) => {
    const tall = (Math.sqrt(Math.max(0, count)) / most) * (height - 2);
    return s('rect', {
      x: (index * step).toFixed(2),
      y: (height - tall).toFixed(2),
      width: Math.max(0.5, step - 0.75).toFixed(2),
      height: tall.toFixed(2),
      style: `fill: ${colour}`,
    });
  });
  return h(
    'figure.nbt-hist',
    { 'aria-label': trans.__('%1, from %2 to %3', label, num(lo), num(hi)) },
    h('figcaption', {}, label),
    s(
      'svg',
      { width: '100%', height, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': true },
      bars,
      s('line.base', { x1: 0, x2: width, y1: height - 0.5, y2: height - 0.5 }),
      zero > 0 && zero < width && s('line.zero', { x1: zero, x2: zero, y1: 0, y2: height }),
    ),
    h('div.nbt-range', {}, h('span', {}, num(lo)), h('span', {}, num(hi))),
  );
}
