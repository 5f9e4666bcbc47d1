/** The graph view: holds what is open, selected, searched and coloured, and redraws from it. */
import { chosen, frame, h, iconButton, int, measurer, s, trans, keep, preferred, texts, type Keep } from '../../kit';
import { Captions } from './caption';
import { fillDetails } from './details';
import { finding, graphHead, stepWords } from './header';
import { historyOf, measuredOn, type History } from './history';
import { Roving } from './keyboard';
import { findBox, Layout, type Direction, type Picture } from './layout';
import { graphLegend } from './legend';
import { Look } from './look';
import { Minimap } from './minimap';
import { initiallyOpen } from './opening';
import { paint, visibleItems } from './paint';
import type { Graph } from './read';
import { batchOf, coloursOf, type Colour } from './scale';
import { Scales } from './scales';
import { copies, found, nodeMatches } from './search';
import { Timeline } from './timeline';
import { Places } from './places';
import { buildTree, type Item, type Tree } from './tree';
import { directionFor, roomFor } from './room';
import { PAD, Viewport, type Extent } from './viewport';

export interface GraphOptions {
  /** Left to right, or top to bottom; without it, the width of the host decides. */
  direction?: Direction;
  /** Without a frame of its own: for a panel that has one. */
  compact?: boolean;
}
/** What survives when the kernel sends a newer graph. */
export interface GraphState {
  colour: Colour;
  open: Set<string>;
  selected: string | null;
  query: string;
}

export class GraphView {
  readonly root: HTMLElement;
  private canvas = h('div.nbt-canvas', { 'data-lm-suppress-shortcuts': 'true' });
  private card = h('aside.nbt-card', { 'aria-live': 'polite', 'aria-label': trans.__('Details'), hidden: true });
  private foot = h('div.nbt-foot');
  private count = h('output', {});
  private field = h('input', {
    type: 'search',
    placeholder: trans.__('Find op or module'),
    'aria-label': trans.__('Find op or module'),
  });
  private stage = s('g');
  private svg = s('svg', { role: 'group' });
  private stop = new AbortController();
  private tree: Tree;
  private places: Places;
  private colours: Colour[];
  private layout!: Layout;
  private captions!: Captions;
  private roving: Roving;
  private viewport: Viewport;
  private minimap: Minimap;
  private picture!: Picture;
  private width = 0;
  private stepFact = h('span');
  private history: History | null;
  private scales: Scales;
  private timeline = new Timeline(() => this.redraw('stay'));
  private observer: ResizeObserver | null = null;

  readonly state: GraphState;
  private kept: Keep;

  constructor(
    private graph: Graph,
    private options: GraphOptions,
    before: GraphState | null,
    private onFailure: (error: unknown) => void,
  ) {
    this.tree = buildTree(graph);
    this.colours = coloursOf(graph);
    this.places = new Places(graph, this.tree);
    const { call, name, depth, nodes } = graph;
    this.kept = keep('graph', call || name, nodes[nodes.length - 1]?.cellId, depth, options.direction);
    this.state = this.carryOver(before);
    this.history = historyOf(graph);
    this.scales = new Scales(graph, this.history);
    this.roving = new Roving(graph, this.tree);
    this.viewport = new Viewport(this.canvas, () => this.moveStage(), this.stop.signal);
    this.minimap = new Minimap(this.viewport);
    this.svg.append(this.stage);
    this.svg.setAttribute(
      'aria-label',
      trans.__('Graph. Arrow keys follow the edges, Enter opens or selects, Escape closes, slash searches.'),
    );
    const zoom = h(
      'div.nbt-zoom',
      {},
      iconButton('minus', trans.__('Zoom out'), () => this.viewport.zoom(1 / 1.25)),
      iconButton('plus', trans.__('Zoom in'), () => this.viewport.zoom(1.25)),
      iconButton('fit', trans.__('Fit to view'), () => this.viewport.fit(0.2)),
    );
    this.canvas.append(this.svg, this.minimap.node, zoom);
    this.root = frame(
      'graph',
      finding(graph),
      this.header(),
      h('div.nbt-stage', {}, this.canvas, this.card),
      this.timeline.node,
      this.foot,
    );
    if (options.compact) this.root.classList.add('compact');
    this.listen();
    this.remeasure();
    this.timeline.use(this.history);
    this.draw('fit');
  }

  /** Take over newer numbers of the same ops; false when it is another graph. The slider keeps the focus. */
  renumber(graph: Graph): boolean {
    if (drawing(graph) !== drawing(this.graph) || String(coloursOf(graph)) !== String(this.colours)) return false;
    this.graph.nodes.forEach((node, place) => Object.assign(node, graph.nodes[place], measuredOn(graph.nodes[place])));
    const { step, loss, history } = graph;
    Object.assign(this.graph, { step, loss, history });
    const varied = this.history != null;
    this.history = historyOf(this.graph);
    this.scales = new Scales(this.graph, this.history);
    if (varied !== (this.history != null)) this.remeasure();
    this.timeline.use(this.history);
    this.redraw('stay');
    return true;
  }

  dispose(): void {
    this.stop.abort();
    this.timeline.leave();
    this.observer?.disconnect();
    this.root.remove();
  }

  find(query: string): void {
    this.field.value = this.state.query = query;
    this.redraw('fit');
  }

  private carryOver(before: GraphState | null): GraphState {
    const kept = before ? {} : this.kept.load();
    const known = before?.open ?? (kept.open ? texts(kept.open) : null);
    const open = known
      ? new Set([...known].filter(key => this.tree.groups.has(key)))
      : initiallyOpen(this.tree, this.graph.depth);
    const colour = chosen(this.colours, before?.colour, kept.colour, preferred('colourBy'));
    const selected =
      before?.selected && this.tree.leaves.has(Number(before.selected.slice(2))) ? before.selected : null;
    return { colour, open, selected, query: before?.query ?? '' };
  }

  private header(): HTMLElement {
    this.field.value = this.state.query;
    const choose = (colour: Colour) => {
      this.state.colour = colour;
      this.kept.save({ colour });
      this.redraw('stay');
    };
    return graphHead(this.graph, this.colours, this.state.colour, choose, this.field, this.count, this.stepFact);
  }

  private listen(): void {
    const { signal } = this.stop;
    const onInput = () => {
      this.state.query = this.field.value;
      this.redraw('stay');
    };
    this.field.addEventListener('input', onInput, { signal });
    this.root.addEventListener('keydown', event => this.onKey(event), { signal });
    this.canvas.addEventListener(
      'focusin',
      event => {
        const key = (event.target as Element).getAttribute('data-key');
        if (key != null) this.roving.entered(key);
      },
      { signal },
    );
    if (typeof ResizeObserver === 'undefined') return;
    this.observer = new ResizeObserver(() => {
      const width = this.root.clientWidth;
      if (!width || Math.abs(width - this.width) < 2) return;
      if (!this.width) this.remeasure(); // only in the page are the theme's fonts known
      this.width = width;
      this.redraw(this.viewport.moved ? 'stay' : 'fit');
    });
    this.observer.observe(this.root);
  }

  private remeasure(): void {
    this.captions = new Captions(this.graph, batchOf(this.graph), this.colours, measurer(), this.history != null);
    this.layout = new Layout(this.graph, this.tree, this.captions);
  }

  private get direction(): Direction {
    return this.options.direction ?? directionFor(this.root);
  }

  /** A redraw has no caller that could say what went wrong. */
  private redraw(place: 'fit' | 'stay'): void {
    try {
      this.draw(place);
    } catch (error) {
      this.onFailure(error);
    }
  }

  private draw(place: 'fit' | 'stay'): void {
    const { state } = this;
    const hadFocus = this.canvas.contains(document.activeElement);
    const op = state.selected ? (this.tree.leaves.get(Number(state.selected.slice(2))) ?? null) : null;
    this.card.hidden = !op;
    if (op) fillDetails(this.card, op, this.graph, this.history?.barsOf ?? null, () => this.select(null));
    const room = roomFor(this.root, this.direction, op != null);
    const window: Extent = { width: room.width, height: 0 };
    this.picture = this.layout.picture(state.open, this.direction, window.width - 2 * PAD - 16);
    window.height = room.heightFor(this.picture, this.canvas, this.card);
    const visible = visibleItems(this.picture);
    const look = new Look(this.scales, this.captions, state.colour, this.colours, visible, state.selected, state.query, this.places);
    const { layers, stops, copied } = paint(this.picture, look, this.direction, item => this.activate(item));
    this.stage.replaceChildren(...layers);
    this.roving.adopt(stops);
    this.tellStep();
    const legend = graphLegend(look, visible, copied);
    this.foot.replaceChildren(...(legend ? [legend] : []));
    this.count.textContent = state.query ? trans.__('%1 of %2', int(found(this.tree, state.query)), int(this.total())) : '';
    this.svg.setAttribute('width', String(window.width));
    this.svg.setAttribute('height', String(window.height));
    this.canvas.style.height = `${window.height}px`;
    this.viewport.resize(this.picture, window);
    this.minimap.draw(this.picture, state.selected);
    if (place === 'fit') this.viewport.fit();
    else this.moveStage();
    if (hadFocus) this.roving.focused?.element.focus({ preventScroll: true });
  }

  private tellStep(): void {
    const { graph, history } = this;
    if (graph.step == null) return;
    this.stepFact.textContent = stepWords(graph, history != null && history.isOther(history.steps.indexOf(graph.step)));
    this.root.dataset.step = String(graph.step);
    this.root.setAttribute('aria-label', finding(graph));
  }

  private total(): number {
    return this.graph.nodes.reduce((total, node) => total + copies(node), 0);
  }

  private moveStage(): void {
    const { k, x, y } = this.viewport.view;
    this.stage.setAttribute('transform', `translate(${x.toFixed(1)},${y.toFixed(1)}) scale(${k.toFixed(3)})`);
    this.canvas.style.setProperty('--nbt-pan', `${x.toFixed(1)}px ${y.toFixed(1)}px`);
    this.minimap?.follow({
      width: Number(this.svg.getAttribute('width')),
      height: Number(this.svg.getAttribute('height')),
    });
  }

  /** Click, Enter or Space on an item. */
  private activate(item: Item): void {
    if (item.kind === 'op') this.select(item.key === this.state.selected ? null : item.key);
    else if (item.kind === 'group') this.toggle(item.key);
  }

  private select(key: string | null): void {
    const hadFocus = this.card.contains(document.activeElement);
    const last = this.state.selected;
    this.state.selected = key;
    this.redraw('fit');
    const shown = key ?? last;
    if (shown) this.show(shown);
    if (hadFocus && last) this.roving.focus(last);
  }

  private toggle(key: string): void {
    const { open } = this.state;
    const opening = !open.has(key);
    if (opening) open.add(key);
    else for (const each of [...open]) if (each === key || each.startsWith(`${key}.`)) open.delete(each);
    this.kept.save({ open: [...open] });
    this.redraw('fit');
    this.show(key);
    this.roving.entered(key);
    if (document.activeElement === document.body || this.canvas.contains(document.activeElement))
      this.roving.focus(key);
  }

  /** Pan to an item when not everything is in sight. */
  private show(key: string): void {
    if (!this.viewport.overflows) return;
    const box = findBox(this.picture, key, 0, 0);
    if (box) this.viewport.reveal(box.x, box.y, box.width, box.height);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === this.field) this.onFieldKey(event);
    else if (event.key === '/') this.field.focus();
    else if (event.key === 'Escape') this.onEscape();
    else if (!this.canvas.contains(event.target as Node)) return;
    else if ((event.key === 'Enter' || event.key === ' ') && (event.target as Element).hasAttribute('data-key')) {
      const stop = this.roving.focused;
      if (stop) this.activate(stop.item);
    } else if (event.key.startsWith('Arrow')) {
      const next = this.roving.neighbour(event.key as 'ArrowLeft', this.direction);
      if (next) {
        this.roving.focus(next.item.key);
        this.show(next.item.key);
      }
    } else return;
    if (event.target === this.field && !['Enter', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Enter goes to the first op that was found, opening what hides it; Escape clears the search. */
  private onFieldKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      this.field.value = this.state.query = '';
      this.redraw('stay');
      this.roving.focused?.element.focus();
    } else if (event.key === 'Enter' && this.state.query) {
      const node = this.graph.nodes.find(each => nodeMatches(each, this.state.query));
      const leaf = node && this.tree.leaves.get(node.id);
      if (!leaf) return;
      for (let group = leaf.parent; group.parent; group = group.parent) this.state.open.add(group.key);
      this.redraw('fit');
      this.show(leaf.key);
      this.roving.focus(leaf.key);
    }
  }

  /** Details first, then the group that the focus is in. */
  private onEscape(): void {
    if (this.state.selected) return this.select(null);
    const item = this.roving.focused?.item;
    const group = item && this.state.open.has(item.key) ? item : item?.parent;
    if (group && this.state.open.has(group.key)) this.toggle(group.key);
  }
}

/** What decides how a graph is laid out, in words. */
const drawing = ({ call, params, edges, modules, nodes }: Graph): string =>
  JSON.stringify([call, params, edges, modules, nodes.map(({ op, mod, shape, dtype, device, reps }) => [op, mod, shape, dtype, device, reps?.length])]);
