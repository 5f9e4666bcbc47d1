/** On which device the ops run: a colour, a rhythm of dashes and a word for each, and where something is copied. */
import { s } from '../../kit';
import type { Picture, Wire } from './layout';
import type { Graph } from './read';
import { childIn, type Item, type Op, type Tree } from './tree';

/** The device of most ops is grey and whole: silence means that everything is where it should be. */
const TOKENS = ['data', 'val', 'opt', 'act', 'grad'];
const DASHES = ['', '5 3', '2 2.5', '9 3 2 3', '1 3'];

interface Crossing {
  from: Op;
  to: Op;
  words: string;
}

export class Places {
  /** The devices of the graph, that of most ops first. */
  readonly devices: string[];
  private crossings: Crossing[] = [];

  constructor(graph: Graph, tree: Tree) {
    const counts = new Map<string, number>();
    for (const { device } of graph.nodes) if (device) counts.set(device, (counts.get(device) ?? 0) + 1);
    this.devices = [...counts].sort((a, b) => b[1] - a[1]).map(([device]) => device);
    if (this.devices.length < 2) return;
    for (const [source, target] of graph.edges) {
      const [from, to] = [tree.leaves.get(source)!, tree.leaves.get(target)!];
      const [here, there] = [from.node.device, to.node.device];
      if (here && there && here !== there) this.crossings.push({ from, to, words: `${here} → ${there}` });
    }
  }

  /** The devices that an item runs on, in the order of its ops. */
  of(item: Item): string[] {
    if (item.kind === 'input') return [];
    const nodes = item.kind === 'op' ? [item.node] : item.ops;
    return [...new Set(nodes.map(({ device }) => device ?? ''))].filter(Boolean);
  }

  colour(device: string): string {
    return `var(--nbt-${TOKENS[this.place(device)]})`;
  }

  dashes(device: string): string {
    return DASHES[this.place(device)];
  }

  /** "cpu → cuda:0" for an edge along which something is copied; `group` is where the edge is drawn. */
  copied(wire: Wire, picture: Picture): string | null {
    if (!this.crossings.length) return null;
    const group = picture.boxes[0]?.item.parent;
    const inside = (leaf: Op, item: Item | undefined) => (group && childIn(group, leaf)) === (item ?? null);
    const found = this.crossings.filter(({ from, to }) => inside(from, wire.from?.item) && inside(to, wire.to?.item));
    return found.length ? [...new Set(found.map(({ words }) => words))].join(', ') : null;
  }

  /** The device whose output an edge carries: of what it comes from, or of what it goes to. */
  along(wire: Wire): string | null {
    const [before, after] = [wire.from, wire.to].map(box => (box ? this.of(box.item) : []));
    return before.at(-1) ?? after[0] ?? null;
  }

  /** The band at the left of an item: a piece for each of its devices. */
  band(item: Item, height: number): SVGElement[] {
    const devices = this.of(item);
    const tall = (height - 12) / Math.max(1, devices.length);
    return devices.map((device, index) =>
      s('line.place', {
        x1: 6,
        x2: 6,
        y1: 6 + index * tall,
        y2: 6 + (index + 1) * tall,
        style: `stroke: ${this.colour(device)}`,
        'stroke-dasharray': this.dashes(device) || null,
      }),
    );
  }

  private place(device: string): number {
    return Math.min(TOKENS.length - 1, Math.max(0, this.devices.indexOf(device)));
  }
}
