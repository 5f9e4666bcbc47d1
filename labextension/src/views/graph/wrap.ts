/** A long chain wraps like text, in rows of about the same length. */
import type { Box, Picture, Wire } from './layout';

/** Text is never drawn smaller than this. */
export const SMALLEST = 0.78;
const TALLEST = 150; // a taller graph is branchy: it pans instead
const GAP = 24; // between rows, wide enough for the turn and for a `×12` card
const INDENT = 24;

export function wrapRows(picture: Picture, room: number): Picture {
  if (picture.width * SMALLEST <= room || picture.height > TALLEST) return picture;
  const columns = columnsOf(picture.boxes);
  const breaks = chooseBreaks(columns, canBreak(picture, columns), picture.width, room);
  return breaks ? moveToRows(picture, columns, breaks) : picture;
}

interface Column {
  left: number;
  right: number;
  boxes: Box[];
}

function columnsOf(boxes: Box[]): Column[] {
  const columns: Column[] = [];
  for (const box of [...boxes].sort((a, b) => a.x - b.x)) {
    const last = columns[columns.length - 1];
    if (last && box.x < last.right) {
      last.right = Math.max(last.right, box.x + box.width);
      last.boxes.push(box);
    } else columns.push({ left: box.x, right: box.x + box.width, boxes: [box] });
  }
  return columns;
}

/** A row may only end where a single edge goes on, so that a branch is never torn apart. */
function canBreak(picture: Picture, columns: Column[]): boolean[] {
  const columnOf = new Map(columns.flatMap((column, index) => column.boxes.map(box => [box, index] as const)));
  return columns.map((_, index) => {
    const crossing = picture.wires.filter(({ from, to }) => {
      const [a, b] = [from && columnOf.get(from), to && columnOf.get(to)];
      return a != null && b != null && Math.min(a, b) < index && index <= Math.max(a, b);
    });
    return crossing.length <= 1;
  });
}

/** First columns of the rows: the fewest rows that fit, and of those the narrowest. */
function chooseBreaks(columns: Column[], allowed: boolean[], width: number, room: number): number[] | null {
  const most = room - 2 * INDENT;
  const wanted = Math.ceil(width / most);
  for (let limit = width / wanted; limit < most + 8; limit += 8) {
    const rows = fill(columns, allowed, Math.min(limit, most));
    if (rows && rows.length <= wanted) return rows;
  }
  return fill(columns, allowed, most);
}

function fill(columns: Column[], allowed: boolean[], limit: number): number[] | null {
  const rows = [0];
  let last = -1; // the latest column that a row may start with
  for (let index = 0; index < columns.length; index++) {
    const start = rows[rows.length - 1];
    if (allowed[index] && index > start) last = index;
    if (columns[index].right - columns[start].left <= limit) continue;
    if (last <= start) return null;
    rows.push(last);
    if (columns[index].right - columns[last].left > limit) return null;
  }
  return rows;
}

function moveToRows(picture: Picture, columns: Column[], breaks: number[]): Picture {
  const moved = new Map<Box, Box>();
  const height = picture.height + GAP;
  let width = 0;
  columns.forEach((column, index) => {
    const row = breaks.filter(start => start <= index).length - 1;
    const shift = (row ? INDENT : 0) + (columns[0].left - columns[breaks[row]].left);
    for (const box of column.boxes) {
      const placed = { ...box, x: box.x + shift, y: box.y + row * height, row };
      width = Math.max(width, placed.x + placed.width);
      moved.set(box, placed);
    }
  });
  const wires = picture.wires.map((wire): Wire => {
    const [from, to] = [wire.from && moved.get(wire.from)!, wire.to && moved.get(wire.to)!];
    if (!from || !to) return wire;
    const dx = from.x - wire.from!.x;
    const points = wire.points.map(point => ({ x: point.x + dx, y: point.y + from.row * height }));
    return { ...wire, from, to, points, turn: from.row === to.row ? null : (from.row + 1) * height - GAP / 2 - 3 };
  });
  const rows = breaks.length;
  return { ...picture, width: width + INDENT, height: rows * height - GAP, boxes: [...moved.values()], wires };
}
