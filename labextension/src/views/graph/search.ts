/** Finding ops by what is written on them, their module and PyTorch's name of their backward. */
import type { OpNode } from '../../schema';
import type { Item, Tree } from './tree';

export function nodeMatches(node: OpNode, query: string): boolean {
  return `${node.op} ${node.mod} ${node.own ?? ''} ${node.fn ?? ''}`.toLowerCase().includes(query.trim().toLowerCase());
}

/** How many ops in an item match; every copy of a repeated block counts. */
export function matches(item: Item, query: string): number {
  if (item.kind === 'input') return 0;
  const nodes = item.kind === 'op' ? [item.node] : item.ops;
  return nodes.reduce((total, node) => total + (nodeMatches(node, query) ? copies(node) : 0), 0);
}

export function found(tree: Tree, query: string): number {
  return matches(tree.root, query);
}

export const copies = (node: OpNode): number => Math.max(1, node.reps?.length ?? 0) * (node.many ?? 1);
