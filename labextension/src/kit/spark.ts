/** A sparkline; gaps stay gaps. */
import { s } from './dom';

export interface SparkOptions {
  stroke?: string;
  log?: boolean;
  /** Where the values stand, in any unit; evenly spread without it. */
  at?: readonly number[];
  /** Where the reader has stopped, in the same unit. */
  mark?: number | null;
}

export function spark(
  values: readonly (number | null)[],
  width: number,
  height: number,
  { stroke = 'var(--nbt-accent)', log = false, at, mark }: SparkOptions = {},
): SVGElement {
  const heights = values.map(value => {
    if (value == null || !Number.isFinite(value)) return null;
    return log ? Math.log10(Math.max(1e-12, value)) : value;
  });
  const known = heights.filter(value => value != null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const places = at?.length === values.length ? at : values.map((_, index) => index);
  const [first, last] = [places[0], places[places.length - 1]];
  const across = (place: number) => 1 + Math.min(1, Math.max(0, (place - first) / (last - first || 1))) * (width - 2);
  let pen = 'M';
  let path = '';
  heights.forEach((value, index) => {
    if (value == null) {
      pen = 'M';
      return;
    }
    const y = height - 1.5 - ((value - low) / (high - low || 1)) * (height - 3);
    path += `${pen}${across(places[index]).toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  });
  const line = s('path', { d: path, fill: 'none', stroke, 'stroke-width': 1.25, 'stroke-linejoin': 'round' });
  const held =
    mark != null &&
    s('path', { class: 'mark', d: `M${across(mark).toFixed(1)} 0V${height}`, stroke: 'var(--nbt-accent)', 'stroke-width': 1.5 });
  return s('svg.nbt-spark', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': true }, line, held);
}
