/** Where things go. Each open group is laid out alone, so opening one moves only what is around it. */
import * as dagre from '@dagrejs/dagre';
import type { OpNode } from '../../schema';
import type { Graph } from './read';
import type { Captions } from './caption';
import { childIn, type Group, type Item, type Tree } from './tree';
import { wrapRows } from './wrap';

export type Direction = 'LR' | 'TB';
export interface Point {
  x: number;
  y: number;
}
export interface Box {
  item: Item;
  x: number;
  y: number;
  width: number;
  height: number;
  /** What is inside, when the group is open. */
  inner: Picture | null;
  row: number;
}
export interface Wire {
  from: Box | null; // null: it enters from outside the group
  to: Box | null; // null: it leaves the group
  points: Point[];
  /** Whose outputs it carries. */
  makers: OpNode[];
  shape: number[] | null;
  /** The y of the turn between two rows of a wrapped chain. */
  turn: number | null;
}
export interface Picture {
  width: number;
  height: number;
  boxes: Box[];
  wires: Wire[];
  /** Where edges pass the border of an open group. */
  entry: Point | null;
  exit: Point | null;
}

const ENTRY = '\u0000in';
const EXIT = '\u0000out';
const HEADER = 30; // an open group writes its name above its content
const LONGEST = 'longest-path'; // three times faster than dagre's default at a thousand nodes, and as readable

interface Link {
  from: string;
  to: string;
  makers: OpNode[];
  shape: number[] | null;
}

export class Layout {
  private known = new Map<string, { signature: string; picture: Picture }>();

  constructor(
    private graph: Graph,
    private tree: Tree,
    private captions: Captions,
  ) {}

  /** `room` is the width a long chain is wrapped to; 0 never wraps. */
  picture(open: ReadonlySet<string>, direction: Direction, room: number): Picture {
    const picture = this.place(this.tree.root, open, direction);
    return direction === 'LR' && room > 0 ? wrapRows(picture, room) : picture;
  }

  private place(group: Group, open: ReadonlySet<string>, direction: Direction): Picture {
    const signature =
      direction +
      [...open]
        .filter(key => key.startsWith(group.key))
        .sort()
        .join('\n');
    const before = this.known.get(group.key);
    if (before?.signature === signature) return before.picture;
    const picture = this.compute(group, open, direction);
    this.known.set(group.key, { signature, picture });
    return picture;
  }

  private compute(group: Group, open: ReadonlySet<string>, direction: Direction): Picture {
    const isRoot = group === this.tree.root;
    const across = direction === 'LR';
    const sheet = new dagre.graphlib.Graph();
    const margins = { marginx: isRoot ? 4 : 14, marginy: isRoot ? 6 : 12 };
    sheet.setGraph({
      rankdir: direction,
      ranker: LONGEST,
      nodesep: across ? 14 : 16,
      ranksep: across ? 20 : 18,
      ...margins,
    });
    sheet.setDefaultEdgeLabel(() => ({}));
    const boxes = new Map<string, Box>();
    for (const item of group.children) {
      const inner = item.kind === 'group' && open.has(item.key) ? this.place(item, open, direction) : null;
      const size = inner ?? this.captions.size(item);
      boxes.set(item.key, { item, x: 0, y: 0, width: size.width, height: size.height, inner, row: 0 });
      sheet.setNode(item.key, { width: size.width, height: size.height });
    }
    const links = this.links(group);
    for (const { from, to } of links) {
      if (from === ENTRY && !sheet.hasNode(ENTRY)) sheet.setNode(ENTRY, { width: 1, height: 1 });
      if (to === EXIT && !sheet.hasNode(EXIT)) sheet.setNode(EXIT, { width: 1, height: 1 });
      sheet.setEdge(from, to, {});
    }
    dagre.layout(sheet);
    const extent = extentOf(sheet);
    const width = Math.max(extent.width, isRoot ? 0 : this.headerWidth(group));
    const top = (isRoot ? 0 : HEADER) - extent.y;
    const left = (width - extent.width) / 2 - extent.x; // narrower than its name: in the middle
    const height = extent.height + (isRoot ? 0 : HEADER);
    const at = (key: string): Point => ({ x: (sheet.node(key).x ?? 0) + left, y: (sheet.node(key).y ?? 0) + top });
    for (const [key, box] of boxes) {
      const { x, y } = at(key);
      box.x = x - box.width / 2;
      box.y = y - box.height / 2;
    }
    const wires = links.map(({ from, to, makers, shape }): Wire => {
      const bends = (sheet.edge(from, to) as { points?: Point[] }).points ?? [];
      const points = bends.map(point => ({ x: point.x + left, y: point.y + top }));
      return { from: boxes.get(from) ?? null, to: boxes.get(to) ?? null, points, makers, shape, turn: null };
    });
    const entry = sheet.hasNode(ENTRY) ? border(at(ENTRY), across, 0) : null;
    const exit = sheet.hasNode(EXIT) ? border(at(EXIT), across, across ? width : height) : null;
    return { width, height, boxes: [...boxes.values()], wires, entry, exit };
  }

  private headerWidth(group: Group): number {
    const pill = group.repeat ? 44 : 0;
    return this.captions.width(`${group.label} ${group.type}`) + 48 + pill;
  }

  /** The edges between the items of a group: one per pair, with the shape of the strongest it stands for. */
  private links(group: Group): Link[] {
    const links = new Map<string, Link>();
    const isRoot = group === this.tree.root;
    for (const [source, target, sent] of this.graph.edges) {
      const from = childIn(group, this.tree.leaves.get(source)!)?.key ?? (isRoot ? null : ENTRY);
      const to = childIn(group, this.tree.leaves.get(target)!)?.key ?? (isRoot ? null : EXIT);
      if (from == null || to == null || from === to || (from === ENTRY && to === EXIT)) continue;
      const node = this.graph.byId.get(source)!;
      const name = `${from}\n${to}`;
      const before = links.get(name);
      const strongest = (node.grad ?? 0) >= strength(before?.makers ?? []);
      links.set(name, {
        from,
        to,
        makers: [...(before?.makers ?? []), node],
        shape: strongest || !before ? (sent ?? node.shape) : before.shape,
      });
    }
    for (const item of group.children) {
      if (item.kind !== 'input') continue;
      const to = childIn(group, this.tree.leaves.get(item.feeds)!)?.key;
      if (to) links.set(`${item.key}\n${to}`, { from: item.key, to, makers: [], shape: item.shape });
    }
    return [...links.values()];
  }
}

/** The largest gradient norm of what an edge carries. */
export const strength = (makers: OpNode[]): number => Math.max(0, ...makers.map(node => node.grad ?? 0));

const border = (point: Point, across: boolean, side: number): Point =>
  across ? { x: side, y: point.y } : { x: point.x, y: side };

/** dagre's own extent forgets long edges that run outside the nodes. */
function extentOf(sheet: dagre.graphlib.Graph): { x: number; y: number; width: number; height: number } {
  const own = sheet.graph() as { width?: number; height?: number };
  const bends = sheet.edges().flatMap(edge => (sheet.edge(edge) as { points?: Point[] }).points ?? []);
  const [xs, ys] = [bends.map(point => point.x), bends.map(point => point.y)];
  const [x, y] = [Math.min(0, ...xs.map(at => at - 4)), Math.min(0, ...ys.map(at => at - 4))];
  return { x, y, width: Math.max(finite(own.width), ...xs) - x, height: Math.max(finite(own.height), ...ys) - y };
}

const finite = (value: number | undefined) => (value != null && Number.isFinite(value) ? value : 0); // -Infinity when empty

/** The box of an item with its place in the whole picture. */
export function findBox(picture: Picture, key: string, x: number, y: number): Box | null {
  for (const box of picture.boxes) {
    const at = { ...box, x: x + box.x, y: y + box.y };
    if (box.item.key === key) return at;
    const inside = box.inner && findBox(box.inner, key, at.x, at.y);
    if (inside) return inside;
  }
  return null;
}
