/** A sparkline; gaps stay gaps. */
import { s, type Attributes } from './dom';

export function spark(
  values: readonly (number | null)[],
  width: number,
  height: number,
  attributes: Attributes = {},
  log = false,
): SVGElement {
  const heights = values.map(value => {
    if (value == null || !Number.isFinite(value)) return null;
    return log ? Math.log10(Math.max(1e-12, value)) : value;
  });
  const known = heights.filter(value => value != null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  let pen = 'M';
  let path = '';
  heights.forEach((value, index) => {
    if (value == null) {
      pen = 'M';
      return;
    }
    const x = 1 + (index / Math.max(1, values.length - 1)) * (width - 2);
    const y = height - 1.5 - ((value - low) / (high - low || 1)) * (height - 3);
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  });
  const line = { d: path, fill: 'none', stroke: 'var(--nbt-accent)', 'stroke-width': 1.25, 'stroke-linejoin': 'round' };
  return s(
    'svg.nbt-spark',
    { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': true },
    s('path', { ...line, ...attributes }),
  );
}
