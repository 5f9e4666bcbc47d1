/** The header of the graph view: what was recorded, in facts, and the controls that have something to act on. */
import { h, head, icon, int, num, segmented, si, trans } from '../../kit';
import type { Graph } from './read';
import { batchOf, common, type Colour } from './scale';
import { otherOps } from './timeline';

/** A picture's name states its finding. */
export function finding(graph: Graph): string {
  const facts = [
    trans._n('%2 operation', '%2 operations', opCount(graph), int(opCount(graph))),
    graph.params ? trans.__('%1 parameters', si(graph.params)) : null,
    graph.loss == null ? null : trans.__('value %1', num(graph.loss)),
  ];
  const subject = graph.call || graph.name || trans.__('a tensor');
  return `${trans.__('Computation graph of %1', subject)}: ${facts.filter(Boolean).join(', ')}`;
}

export function graphHead(
  graph: Graph,
  colours: Colour[],
  colour: Colour,
  choose: (colour: Colour) => void,
  field: HTMLInputElement,
  count: HTMLOutputElement,
  step: HTMLElement,
): HTMLElement {
  const batch = batchOf(graph);
  const device = common(graph.nodes.map(node => node.device));
  const kind = [common(graph.nodes.map(node => node.dtype)), batch == null ? null : trans.__('batch %1', batch)].filter(Boolean);
  const facts = [
    graph.step == null ? null : step, // first: what does not fit drops out, last first
    trans._n('%2 op', '%2 ops', opCount(graph), int(opCount(graph))),
    graph.params ? trans.__('%1 params', si(graph.params)) : null,
    kind.join(', ') || null,
    device && device !== 'cpu' ? device : null,
  ];
  const find = graph.nodes.length > 1 ? h('label.nbt-find', {}, icon('search'), field, count) : null;
  const colouring =
    colours.length > 1
      ? [h('span.nbt-seg-label', {}, trans.__('Colour')), segmented(trans.__('Colour by'), colours, colour, choose, words())]
      : null;
  return head(trans.__('Graph'), graph.call || graph.name || null, facts, find, colouring);
}

const words = (): Record<Colour, string> => ({
  kind: trans.__('kind'),
  time: trans.__('time'),
  memory: trans.__('memory'),
  gradient: trans.__('gradient'),
  device: trans.__('device'),
});

/** Which step the numbers are of. */
export const stepWords = (graph: Graph, other: boolean): string => {
  const step = trans.__('step %1', int(graph.step));
  return other ? `${step} ${otherOps()}` : step;
};

const opCount = (graph: Graph): number => graph.ops ?? graph.nodes.length;
