/** What is written on an item, and how large that makes it. The size is the same for every colour, so that
    switching the colour moves nothing. */
import { int, num, shape, shorten, type Face, type Measure, trans } from '../../kit';
import type { Graph } from './read';
import { textOf, valueOf, type Colour, type Quantity } from './scale';
import type { Group, Item, Op } from './tree';

export interface Line {
  text: string;
  face: Face;
}
export interface Size {
  width: number;
  height: number;
}
export const GHOST = 8; // how far the cards behind a repeated block stick out
const LINE = 14;
const WIDEST = 8.88e-8; // numbers of other steps may take as much room as this one

export class Captions {
  private lastOp: number | undefined;

  constructor(
    private graph: Graph,
    private batch: number | null,
    private colours: Colour[],
    private measure: Measure,
    private varying: boolean,
  ) {
    this.lastOp = graph.nodes[graph.nodes.length - 1]?.id;
  }

  /** The result the graph was made for: drawn as a pill with its value. */
  isResult(item: Item): boolean {
    return item.kind === 'op' && item.node.id === this.lastOp && this.graph.scalar;
  }

  title(item: Item): string {
    if (item.kind === 'input') return trans.__('input');
    if (item.kind === 'group') return shorten(item.label, 28);
    return shorten(ownName(item) ?? item.node.op, 28);
  }

  lines(item: Item, colour: Colour): Line[] {
    if (item.kind === 'input') return [{ text: shape(item.shape, this.batch), face: 'mono' }];
    if (item.kind === 'group') return [{ text: this.groupLine(item, colour), face: 'ui' }];
    if (this.isResult(item)) return [{ text: num(this.graph.loss), face: 'mono' }];
    const name: Line[] = ownName(item) ? [{ text: shorten(item.node.op, 28), face: 'ui' }] : [];
    return [...name, { text: this.opValue(item, colour), face: 'mono' }];
  }

  width(text: string): number {
    return this.measure(text);
  }

  size(item: Item): Size {
    const lines = this.colours.map(colour => this.lines(item, colour));
    const text = Math.max(
      this.varying && item.kind !== 'input' ? this.measure(num(WIDEST), 'mono') : 0,
      ...lines.flat().map(line => this.measure(line.text, line.face)),
      this.measure(this.title(item)),
    );
    const height = 44 + LINE * (lines[0].length - 1);
    if (item.kind === 'input') return { width: Math.max(48, text + 22), height: 36 };
    if (item.kind === 'op') return { width: Math.max(36, text) + (this.isResult(item) ? 28 : 22), height };
    const head = this.measure(this.title(item)) + 18;
    const width = Math.max(head, text, 56) + 24;
    return item.repeat
      ? { width: Math.max(width, 66 + Math.min(48, item.repeat) * 3) + GHOST, height: 64 }
      : { width, height };
  }

  private opValue(item: Op, colour: Colour): string {
    if (colour === 'kind') return shape(item.node.shape, this.batch);
    if (colour === 'device') return item.node.device ?? '\u2013';
    const value = valueOf(item, colour);
    return value == null ? '\u2013' : textOf(colour, value);
  }

  private groupLine(item: Group, colour: Colour): string {
    if (colour === 'device') return [...new Set(item.ops.map(node => node.device ?? '\u2013'))].join(', ');
    if (colour !== 'kind') return this.groupValue(item, colour);
    const count = item.ops.reduce((total, node) => total + (node.many ?? 1), 0);
    const ops = trans._n('%2 op', '%2 ops', count, int(count));
    return item.type && item.type !== 'Sequential' ? `${shorten(item.type, 24)} \u00b7 ${ops}` : ops;
  }

  private groupValue(item: Group, quantity: Quantity): string {
    const value = valueOf(item, quantity);
    if (value == null) return '\u2013';
    return quantity === 'gradient' ? trans.__('max %1', num(value)) : textOf(quantity, value);
  }
}

/** "conv1" for an op of a module that is no group and that has a name of its own; a number in a Sequential is none. */
export function ownName({ node, parent }: Op): string | null {
  const inside = node.mod && node.mod !== parent.path;
  const name = node.mod.split('.').pop() ?? '';
  if (!inside || !name || /^\d+$/.test(name) || name === node.op) return null;
  return parent.children.every(other => other.kind !== 'op' || other.node.mod !== node.mod || other.node.op === node.op)
    ? name
    : null;
}
