import { h, int, jumpLink, si, trans } from '../kit';
import type { PanelModel } from '../model';
import type { GraphJson, PanelState } from '../schema';
import { Section } from './section';

type Entry = PanelState['graphs'][number];

interface Picture {
  /** Show a newer version; what the reader has opened stays open. */
  update(graph: GraphJson): void;
  /** Search it. */
  find?(query: string): void;
  dispose(): void;
}

/** Draws a graph into a host. */
export type DrawGraph = (host: HTMLElement, graph: GraphJson) => Picture;

/** The graphs of this kernel; the selected one is drawn under the list. */
export class Graphs {
  readonly section = new Section('graphs', trans.__('Graphs'));
  private list = h('div.nbt-graphs', { role: 'group', 'aria-label': trans.__('Graphs') });
  private picture = h('div.nbt-picture');
  private shown = '';
  private drawn: GraphJson | null = null;
  private drawnName: string | null = null;
  private view: Picture | null = null;
  /** What to search for as soon as the picture is there. */
  private wanted: string | null = null;

  constructor(
    private model: PanelModel,
    private draw: DrawGraph,
  ) {
    this.section.body.append(this.list, this.picture);
  }

  update(): void {
    const { state, selected, graphError } = this.model;
    const graphs = state?.graphs ?? [];
    this.section.setCount(graphs.length);
    const shown = JSON.stringify([graphs, selected]);
    if (shown !== this.shown) {
      this.shown = shown;
      const held = this.list.contains(document.activeElement);
      const empty = h(
        'p.dim',
        {},
        trans.__('A graph shows up after these:'),
        ' ',
        h('code', {}, 'loss.backward()'),
        ', ',
        h('code', {}, '%graph loss'),
      );
      this.list.replaceChildren(
        ...(graphs.length ? graphs.map((entry) => this.item(entry, entry.name === selected)) : [empty]),
      );
      if (held) this.list.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
    }
    if (graphError) this.complain(graphError);
    else this.show(this.model.graph);
  }

  /** Show a graph, and what matches `find` in it. */
  open(name: string, find: string): void {
    this.wanted = find;
    this.model.select(name);
    this.section.show();
    this.search();
  }

  dispose(): void {
    this.view?.dispose();
    this.view = null;
  }

  private item(entry: Entry, on: boolean): HTMLElement {
    const button = h(
      'button',
      { type: 'button', 'aria-pressed': on, title: `${entry.name}: ${trans.__('%1 parameters', si(entry.params))}` },
      h('code', {}, entry.name),
      h('span.nbt-grow'),
      h('span.dim', {}, trans._n('%2 op', '%2 ops', entry.ops, int(entry.ops))),
    );
    button.addEventListener('click', () => this.model.select(entry.name));
    const link = entry.cell != null && jumpLink({ cell: entry.cell });
    return h(on ? 'div.nbt-graph-row.on' : 'div.nbt-graph-row', {}, button, link);
  }

  private show(graph: GraphJson | null): void {
    if (graph === this.drawn) return;
    this.drawn = graph;
    const { selected } = this.model;
    if (graph && this.view && this.drawnName === selected) {
      this.view.update(graph);
      this.search();
      return;
    }
    this.dispose();
    this.picture.replaceChildren();
    if (!graph) return;
    this.drawnName = selected;
    try {
      this.view = this.draw(this.picture, graph);
      this.search();
    } catch (error) {
      this.complain(error instanceof Error ? error.message : String(error));
    }
  }

  private search(): void {
    if (this.wanted == null || !this.view || this.drawnName !== this.model.selected) return;
    this.view.find?.(this.wanted);
    this.wanted = null;
  }

  private complain(message: string): void {
    this.dispose();
    this.drawn = null;
    this.picture.replaceChildren(
      h('p', {}, h('b', {}, trans.__('This picture could not be drawn'))),
      h('p.dim', {}, `${trans.__('Your code and its results are not affected.')} ${message}`),
    );
  }
}
