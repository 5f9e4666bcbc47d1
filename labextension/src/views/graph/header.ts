/** The header of the graph view: what was recorded, in facts, and the controls that have something to act on. */
import { h, head, icon, int, num, segmented, si } from '../../kit';
import type { Graph } from './read';
import { batchOf, common, type Colour } from './scale';

/** A picture's name states its finding. */
export function finding(graph: Graph): string {
  const facts = [
    `${int(opCount(graph))} operations`,
    graph.params ? `${si(graph.params)} parameters` : null,
    graph.loss == null ? null : `value ${num(graph.loss)}`,
  ];
  return `Computation graph of ${graph.call || graph.name || 'a tensor'}: ${facts.filter(Boolean).join(', ')}`;
}

export function graphHead(
  graph: Graph,
  colours: Colour[],
  colour: Colour,
  choose: (colour: Colour) => void,
  field: HTMLInputElement,
  count: HTMLOutputElement,
): HTMLElement {
  const batch = batchOf(graph);
  const device = common(graph.nodes.map(node => node.device));
  const kind = [common(graph.nodes.map(node => node.dtype)), batch == null ? null : `batch ${batch}`].filter(Boolean);
  const facts = [
    opCount(graph) === 1 ? '1 op' : `${int(opCount(graph))} ops`,
    graph.params ? `${si(graph.params)} params` : null,
    kind.join(', ') || null,
    device && device !== 'cpu' ? device : null,
    graph.step == null ? null : `step ${int(graph.step)}`,
  ];
  const find = graph.nodes.length > 1 ? h('label.nbt-find', {}, icon('search'), field, count) : null;
  const colouring =
    colours.length > 1
      ? [h('span.nbt-seg-label', {}, 'Colour'), segmented('Colour by', colours, colour, choose)]
      : null;
  return head('Graph', graph.call || graph.name || null, facts, find, colouring);
}

const opCount = (graph: Graph): number => graph.ops ?? graph.nodes.length;
