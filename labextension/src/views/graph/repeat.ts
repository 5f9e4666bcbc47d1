/** The marks of a repeated block: cards behind it, how many there are, and one bar per copy. */
import { num, s, trans } from '../../kit';
import type { Look } from './look';
import type { Group } from './tree';

export function repeatPill(x: number, y: number, count: number): SVGElement {
  const text = `\u00d7${count}`;
  const width = 16 + 7 * text.length;
  return s(
    'g.nbt-rep',
    { transform: `translate(${x},${y})` },
    s('rect', { width, height: 16, rx: 8 }),
    s('text', { x: width / 2, y: 12, 'text-anchor': 'middle' }, text),
  );
}

export function ghostCards(width: number, height: number): SVGElement[] {
  return [8, 4].map(step => s('rect.ghost', { x: step, y: -step, width, height, rx: 4 }));
}

/** The largest gradient norm in each copy: a vanishing stack is seen without opening it. */
export function copyBars(group: Group, width: number, look: Look): SVGElement[] {
  const norms = [...Array(group.repeat).keys()].map(index =>
    Math.max(0, ...group.ops.map(node => node.reps?.[index]?.[0] ?? 0)),
  );
  const logs = norms.filter(norm => norm > 0).map(Math.log10);
  if (!logs.length) return [];
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const span = Math.max(0.3, high - low); // alike copies look alike
  const step = Math.min(8, width / group.repeat);
  return norms.map((norm, index) => {
    const tall = norm > 0 ? 14 * (1 - (0.8 * (high - Math.log10(norm))) / span) : 1;
    return s(
      'rect.copy',
      {
        x: (13 + index * step).toFixed(1),
        y: (57 - tall).toFixed(1),
        width: Math.max(1, step - 1.5),
        height: tall.toFixed(1),
        rx: 1,
        style: `fill: ${look.edgeColour(norm)}`,
      },
      s('title', {}, trans.__('copy %1 of %2: gradient norm %3', index + 1, group.repeat, num(norm))),
    );
  });
}
