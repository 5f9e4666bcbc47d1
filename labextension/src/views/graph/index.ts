/** Draws a recorded graph, wherever it is shown: in an output, in the panel, in a saved notebook. */
import { emptyState, errorState, trans } from '../../kit';
import type { GraphJson } from '../../schema';
import { readGraph } from './read';
import { graphText } from './report';
import { GraphView, type GraphOptions } from './view';

export type { GraphOptions } from './view';

export interface GraphHandle {
  /** Draw a newer graph; what is open, selected and searched stays. */
  update(graph: GraphJson): void;
  /** Search it, as typing into its field does. */
  find(query: string): void;
  dispose(): void;
}

/** Never throws: what cannot be drawn is shown as text, with the reason. */
export function renderGraph(host: HTMLElement, graph: GraphJson, options: GraphOptions = {}): GraphHandle {
  let view: GraphView | null = null;
  const draw = (data: GraphJson) => {
    if (view && renumbered(view, data)) return;
    const before = view?.state ?? null;
    view?.dispose();
    view = null;
    const fail = (error: unknown) => {
      view?.dispose();
      view = null;
      host.replaceChildren(errorState('graph', trans.__('Graph'), subjectOf(data), error, graphText(data)));
    };
    try {
      const read = readGraph(data);
      if (read.nodes.length) {
        view = new GraphView(read, options, before, fail);
        host.replaceChildren(view.root);
      } else host.replaceChildren(noGraph(data));
    } catch (error) {
      fail(error);
    }
  };
  draw(graph);
  return {
    update: draw,
    find: query => view?.find(query),
    dispose: () => {
      view?.dispose();
      host.replaceChildren();
    },
  };
}

function renumbered(view: GraphView, data: GraphJson): boolean {
  try {
    return view.renumber(readGraph(data));
  } catch {
    return false; // drawing it from the start says what is wrong
  }
}

function noGraph(graph: GraphJson): HTMLElement {
  const subject = graph.call || graph.name || trans.__('This tensor');
  return emptyState('graph', {
    title: trans.__('Graph'),
    subject: graph.call ?? null,
    finding: trans.__('%1 has no graph', subject),
    reason: trans.__(
      'It was made without requires_grad, so nothing was recorded. Try the loss, or a model applied to a batch.',
    ),
    code: '%graph loss',
  });
}

function subjectOf(data: unknown): string | null {
  const call = (data as { call?: unknown } | null)?.call;
  return typeof call === 'string' ? call : null;
}
