/** A graph as lines of text, from its result back to its inputs: for when it cannot be drawn. */
import { num, placeText, shape, trans } from '../../kit';

const MOST = 40;

export function graphText(data: unknown): string {
  const graph = (data ?? {}) as { nodes?: unknown; loss?: number | null };
  if (!Array.isArray(graph.nodes)) return '';
  const rows = graph.nodes
    .filter(node => typeof node === 'object' && node !== null)
    .reverse()
    .map((node, index) => [
      [node.op, node.own ?? node.mod].filter(Boolean).join(' '),
      index === 0 && graph.loss != null ? num(graph.loss) : Array.isArray(node.shape) ? shape(node.shape) : '',
      placeText(node) ?? '',
    ]);
  const widths = [0, 1].map(column => Math.max(0, ...rows.map(row => row[column].length)));
  const lines = rows
    .slice(0, MOST)
    .map(([name, value, place]) => `${name.padEnd(widths[0])}   ${value.padEnd(widths[1])}   ${place}`.trimEnd());
  return [...lines, ...(rows.length > MOST ? [trans.__('and %1 more', rows.length - MOST)] : [])].join('\n');
}
