/** The paths of edges: smooth, along the bends the layout chose. */
import type { Box, Direction, Picture, Point, Wire } from './layout';

const fixed = (value: number) => value.toFixed(1);

/** Where an edge meets a box, or the port of an open group. */
export function port(box: Box, side: 'in' | 'out', direction: Direction): Point {
  const inner = box.inner && (side === 'in' ? box.inner.entry : box.inner.exit);
  if (direction === 'LR')
    return { x: box.x + (side === 'out' ? box.width : 0), y: box.y + (inner ? inner.y : box.height / 2) };
  return { x: box.x + (inner ? inner.x : box.width / 2), y: box.y + (side === 'out' ? box.height : 0) };
}

export function path(wire: Wire, picture: Picture, direction: Direction): string {
  const start = wire.from ? port(wire.from, 'out', direction) : picture.entry;
  const end = wire.to ? port(wire.to, 'in', direction) : picture.exit;
  if (!start || !end) return '';
  if (wire.turn != null) return turnPath(start, end, wire.turn);
  const bends = wire.points.slice(1, -1);
  const points = [start, ...(bends.length > 1 ? bends : []), end]; // a single bend is the middle: the curve needs no help
  return points
    .slice(1)
    .reduce((d, to, index) => d + curve(points[index], to, direction), `M${fixed(start.x)} ${fixed(start.y)}`);
}

function curve(from: Point, to: Point, direction: Direction): string {
  const across = direction === 'LR';
  const reach = Math.max(6, (across ? to.x - from.x : to.y - from.y) / 2);
  const [a, b] = across
    ? [
        { x: from.x + reach, y: from.y },
        { x: to.x - reach, y: to.y },
      ]
    : [
        { x: from.x, y: from.y + reach },
        { x: to.x, y: to.y - reach },
      ];
  return `C${fixed(a.x)} ${fixed(a.y)} ${fixed(b.x)} ${fixed(b.y)} ${fixed(to.x)} ${fixed(to.y)}`;
}

/** Down to the gap between the rows, back to the left, and into the next row. */
function turnPath(start: Point, end: Point, turn: number): string {
  const out = start.x + 26;
  const back = end.x - 26;
  return (
    `M${fixed(start.x)} ${fixed(start.y)}C${fixed(out)} ${fixed(start.y)} ${fixed(out)} ${fixed(turn)} ${fixed(start.x - 4)} ${fixed(turn)}` +
    `H${fixed(end.x + 4)}C${fixed(back)} ${fixed(turn)} ${fixed(back)} ${fixed(end.y)} ${fixed(end.x)} ${fixed(end.y)}`
  );
}
