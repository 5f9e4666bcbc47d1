/** Finding ops by what is written on them, their module and PyTorch's name of their backward. */
import type { OpNode } from '../../schema';
import type { Item, Tree } from './tree';

/** How many of the ops that a node stands for match: in a repeated block, one for each copy. */
export function nodeMatches(node: OpNode, query: string): number {
  const wanted = query.trim().toLowerCase();
  const fits = (mod: string) => `${node.op} ${mod} ${node.own ?? ''} ${node.fn ?? ''}`.toLowerCase().includes(wanted);
  return (node.also ? [node.mod, ...node.also] : Array<string>(copies(node)).fill(node.mod)).filter(fits).length;
}

/** How many ops in an item match. */
export function matches(item: Item, query: string): number {
  if (item.kind === 'input') return 0;
  const nodes = item.kind === 'op' ? [item.node] : item.ops;
  return nodes.reduce((total, node) => total + nodeMatches(node, query), 0);
}

export function found(tree: Tree, query: string): number {
  return matches(tree.root, query);
}

export const copies = (node: OpNode): number => Math.max(1, node.reps?.length ?? 0) * (node.many ?? 1);
