/** What a node is coloured by, and how a value becomes a place on the ramp. */
import { bytes, num, time, trans } from '../../kit';
import type { OpNode } from '../../schema';
import type { Graph } from './read';
import type { Item } from './tree';

export type Colour = 'kind' | 'time' | 'memory' | 'gradient' | 'device';
export type Quantity = Exclude<Colour, 'kind' | 'device'>;

/** A value as it is written. */
export const textOf = (quantity: Quantity, value: number): string => ({ time, memory: bytes, gradient: num })[quantity](value);

/** What a ramp stands for. */
export const legendOf = (quantity: Quantity): string =>
  ({
    time: trans.__('forward + backward time'),
    memory: trans.__('kept for backward'),
    gradient: trans.__('gradient norm'),
  })[quantity];

/** Only what was recorded is offered. */
export function coloursOf(graph: Graph): Colour[] {
  const has = (known: (node: OpNode) => boolean) => graph.nodes.some(known);
  return [
    'kind',
    ...(has(node => node.fwd != null || node.bwd != null) ? ['time' as const] : []),
    ...(has(node => (node.bytes ?? 0) > 0) ? ['memory' as const] : []),
    ...(has(node => (node.grad ?? 0) > 0) ? ['gradient' as const] : []),
    ...(has(node => node.device != null) ? ['device' as const] : []),
  ];
}

function sum(values: (number | null | undefined)[]): number | null {
  const known = values.filter(value => value != null);
  return known.length ? known.reduce((total, value) => total + value, 0) : null;
}

function largest(values: (number | null | undefined)[]): number | null {
  const known = values.filter(value => value != null);
  return known.length ? Math.max(...known) : null;
}

function own(node: OpNode, quantity: Quantity): number | null {
  if (quantity === 'time') return sum([node.fwd, node.bwd]);
  return (quantity === 'memory' ? node.bytes : node.grad) ?? null;
}

function ofAllCopies(node: OpNode, quantity: Quantity, copies: number): number | null {
  if (quantity === 'gradient') return largest([node.grad, ...(node.reps ?? []).map(copy => copy[0])]);
  if (quantity === 'time' && node.reps) return sum(node.reps.flatMap(copy => [copy[1], copy[2]]));
  const one = own(node, quantity);
  return one == null ? null : one * copies;
}

/** An op's own value; a group's total (time, memory) or maximum (gradient), over all its copies. */
export function valueOf(item: Item, quantity: Quantity): number | null {
  if (item.kind === 'input') return null;
  if (item.kind === 'op') return own(item.node, quantity);
  const values = item.repeat
    ? item.ops.map(node => ofAllCopies(node, quantity, item.repeat))
    : item.children.map(child => valueOf(child, quantity));
  return quantity === 'gradient' ? largest(values) : sum(values);
}

export interface Scale {
  low: string;
  high: string;
  place: (value: number) => number;
}

/** The gradient norms of all nodes and copies. */
export const normsOf = (graph: Graph): (number | null | undefined)[] =>
  graph.nodes.flatMap(node => [node.grad, ...(node.reps ?? []).map(copy => copy[0])]);

/** Norms are coloured on a log scale over the whole graph, rounded outwards to half decades. */
export function gradientScale(norms: (number | null | undefined)[]): Scale | null {
  const logs = norms.filter(norm => norm != null && norm > 0).map(norm => Math.log10(norm as number));
  if (!logs.length) return null;
  let low = Math.floor(Math.min(...logs) * 2) / 2;
  let high = Math.ceil(Math.max(...logs) * 2) / 2;
  if (high - low < 1) [low, high] = [low - 0.5, high + 0.5];
  const place = (value: number) => (value > 0 ? Math.max(0, Math.min(1, (Math.log10(value) - low) / (high - low))) : 0);
  return { low: num(10 ** low), high: num(10 ** high), place };
}

/** Time and memory by square root; `beyond` when there are larger values, which look like the largest. */
export function sumScale(largest: number, quantity: Quantity, beyond: boolean): Scale {
  const most = Math.max(largest, 1e-9);
  const place = (value: number) => Math.sqrt(Math.min(1, Math.max(0, value) / most));
  return { low: '0', high: (beyond ? '\u2265 ' : '') + textOf(quantity, most), place };
}

/** The first dimension, where most ops share it: then nodes do not repeat it. */
export function batchOf(graph: Graph): number | null {
  const first = graph.nodes.filter(node => node.shape.length > 1).map(node => node.shape[0]);
  const batch = first[0];
  return first.length > 1 && first.filter(size => size === batch).length > first.length / 2 ? batch : null;
}

/** What most nodes share, so that the header says it once. */
export function common(values: (string | null | undefined)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
