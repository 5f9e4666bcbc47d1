/** The small picture beside an explanation: a line, perhaps with the level it cannot pass, or bars. */
import { h, num, s, trans } from '../../kit';
import type { Finding } from '../../schema';

const WIDE = 152;
const TALL = 64;

export function evidence(shown: NonNullable<Finding['evidence']>): HTMLElement | null {
  const { kind, values, caption, level } = shown;
  const known = values.filter(value => value != null);
  if (!known.length) return null;
  const bars = kind === 'bars';
  const low = Math.min(...known, level ?? Infinity, bars ? 0 : Infinity);
  const high = Math.max(...known, level ?? -Infinity);
  const y = (value: number) => TALL - 2 - ((value - low) / (high - low || 1)) * (TALL - 6);
  const step = WIDE / values.length;
  const marks = bars
    ? values.map((value, index) =>
        value == null
          ? null
          : s('rect', { x: index * step, y: y(value), width: Math.max(1, step - 3), height: TALL - y(value), rx: 1 }),
      )
    : [s('path', { d: line(values, y) }), level != null && s('line', { x1: 0, x2: WIDE, y1: y(level), y2: y(level) })];
  const label = trans.__('%1: from %2 to %3', caption, num(known[0]), num(known.at(-1)!));
  return h(
    'figure.nbt-evidence',
    {},
    s('svg', { width: WIDE, height: TALL, viewBox: `0 0 ${WIDE} ${TALL}`, class: kind, role: 'img', 'aria-label': label }, marks),
    h('figcaption', {}, caption),
  );
}

function line(values: (number | null)[], y: (value: number) => number): string {
  let pen = 'M';
  let path = '';
  values.forEach((value, index) => {
    if (value == null) pen = 'M';
    else {
      path += `${pen}${((index / Math.max(1, values.length - 1)) * WIDE).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
    }
  });
  return path;
}
