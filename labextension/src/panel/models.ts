import { h, icon, iconButton, int, keep, menuButton, menus, num, oneStop, onStep, sampleAt, shape, si, spark, stepOf, texts, trans, type Choice } from '../kit';
import type { PanelState } from '../schema';
import type { Doing } from './doing';
import { Section } from './section';

type Model = PanelState['models'][number];
type Layer = NonNullable<Model['layers']>[number];

/** So many rows are shown at once; of more, those inside others are folded. */
const FOLD_FROM = 12;

/** The user's models by name, each a tree of its modules, with the gradient norms of the newest run. */
export class Models {
  readonly section = new Section('models', trans.__('Models'));
  private shown = '';
  /** Names of open models, and `model/module` of modules that were folded or unfolded. */
  private open: Set<string>;
  private kept = keep('panel models');
  private models: readonly Model[] = [];
  private stopListening = onStep(() => this.update(this.models));

  constructor(private doing: Doing) {
    this.open = new Set(texts(this.kept.load().open));
  }

  dispose(): void {
    this.stopListening();
  }

  update(models: readonly Model[]): void {
    this.models = models;
    const shown = JSON.stringify([models, models.map(({ run }) => stepOf(run))]);
    if (shown === this.shown) return;
    if (this.section.body.querySelector('[role=menu]')) return; // the reader is choosing: the next state draws
    this.shown = shown;
    this.section.setCount(models.length);
    const held = focused(this.section.body);
    const empty = h('p.dim', {}, trans.__('No model has a name in this notebook.'));
    this.section.body.replaceChildren(...(models.length ? models.map(model => this.model(model)) : [empty]));
    held(this.section.body);
  }

  private model(model: Model): HTMLElement {
    const { name, type, params, training } = model;
    const fold = h(
      'button.fold',
      { type: 'button', 'data-focus': `open ${name}`, onclick: () => open(table.hidden) },
      icon('right'),
      h('code', { title: name }, name),
      h('span.dim', {}, training ? type : trans.__('%1, eval', type)),
      h('span.nbt-grow'),
      h('span.tn', { title: trans.__('%1 parameters', int(params)) }, si(params)),
    );
    const rows = h('tbody', {});
    const draw = () => {
      rows.replaceChildren(...this.tree(model, draw));
      oneStop(rows);
    };
    draw();
    const table = h('table.nbt-pt', {}, rows);
    const open = (shown: boolean) => {
      table.hidden = !shown;
      fold.setAttribute('aria-expanded', String(shown));
      this.remember(name, shown);
    };
    open(this.open.has(name));
    menus(rows);
    const menu = menuButton(trans.__('What to do with %1', name), () => this.choices(model));
    menu.firstElementChild!.setAttribute('data-focus', name);
    const line = h('div.line', { 'data-row': name }, fold, menu);
    menus(line);
    return h('div.nbt-model', {}, line, table);
  }

  private choices({ name, graph }: Model): Choice[] {
    const { doing } = this;
    return [
      {
        word: trans.__('Show its graph here'),
        act: graph ? () => doing.showGraph(graph) : null,
        why: trans.__('call it, and keep the result in a name'),
      },
      { word: trans.__('Write %1', `%graph ${name}(…)`), act: () => doing.write(`%graph ${name}()`) },
      { word: trans.__('Run %1', `%gradflow ${name}`), act: () => doing.run(`%gradflow ${name}`) },
      { word: trans.__('Run %1', `%devices ${name}`), act: () => doing.run(`%devices ${name}`) },
    ];
  }

  /** The rows that are shown: a module inside another only when that one is open. */
  private tree(model: Model, redraw: () => void): HTMLElement[] {
    const { layers = [], hidden = 0 } = model;
    const inside = (inner: Layer, outer: Layer) => inner.name.startsWith(`${outer.name}.`);
    const outer = new Set(layers.filter((layer, index) => layers[index + 1] && inside(layers[index + 1], layer)));
    const isOpen = (layer: Layer) => this.open.has(`${model.name}/${layer.name}`) !== layers.length <= FOLD_FROM;
    const around: Layer[] = [];
    const rows = layers.flatMap(layer => {
      while (around.length && !inside(layer, around[around.length - 1])) around.pop();
      const shown = around.every(isOpen);
      const row = shown && this.layer(layer, model, [...around], outer.has(layer) ? isOpen(layer) : null, redraw);
      around.push(layer);
      return row ? [row] : [];
    });
    const more = h('tr', {}, h('td.dim', { colspan: 5 }, trans.__('and %1 more', int(hidden))));
    return hidden ? [...rows, more] : rows;
  }

  private remember(key: string, on: boolean): void {
    if (on === this.open.has(key)) return;
    if (on) this.open.add(key);
    else this.open.delete(key);
    this.kept.save({ open: [...this.open] });
  }

  private layer(
    { name, type, shape: dimensions, params, spark: norms }: Layer,
    model: Model,
    around: Layer[],
    open: boolean | null,
    redraw: () => void,
  ): HTMLElement {
    const key = `${model.name}/${name}`;
    const toggle = () => {
      this.remember(key, !this.open.has(key));
      const held = focused(this.section.body);
      redraw();
      held(this.section.body);
    };
    const fold = open != null && iconButton(open ? 'minus' : 'plus', open ? trans.__('Fold %1', name) : trans.__('Unfold %1', name), toggle);
    if (fold) {
      fold.setAttribute('data-focus', `fold ${key}`);
      fold.setAttribute('aria-expanded', String(open));
    }
    const last = around[around.length - 1];
    const short = last ? name.slice(last.name.length + 1) : name;
    const { at } = model;
    const step = at?.length === norms.length ? stepOf(model.run) : null;
    const sample = step == null ? norms.length - 1 : sampleAt(at!, step);
    const norm = norms[sample];
    const label =
      norm == null
        ? trans.__('no gradient yet')
        : step == null
          ? trans.__('gradient norm %1', num(norm))
          : trans.__('gradient norm %1 at step %2', num(norm), int(at![sample]));
    const { graph } = model;
    const find = {
      word: trans.__('Find it in the graph'),
      act: graph ? () => this.doing.showGraph(graph, name === model.type ? '' : name) : null,
      why: trans.__('call the model, and keep the result in a name'),
    };
    const run = {
      word: trans.__('Run %1', `%devices ${model.name}`),
      act: () => this.doing.run(`%devices ${model.name}`),
    };
    const menu = menuButton(trans.__('What to do with %1', name), () => [find, run]);
    menu.firstElementChild!.setAttribute('data-focus', key);
    return h(
      'tr',
      { title: `${name}: ${type}, ${trans.__('%1 parameters', int(params))}, ${label}`, 'data-row': name },
      h('th', { scope: 'row', style: `--deep: ${around.length}`, class: fold ? 'outer' : null }, fold, h('code', {}, short)),
      h('td', {}, h(fold ? 'span' : 'code', {}, dimensions.length ? shape(dimensions) : type)),
      h('td', { 'aria-label': label }, norms.length > 1 ? spark(norms, 56, 16, { stroke: 'var(--nbt-grad)', log: true, at, mark: step }) : null),
      h('td.r', {}, si(params)),
      h('td.m', {}, menu),
    );
  }
}

/** What holds the keyboard; called again after a redraw it gives it back. */
export function focused(root: HTMLElement): (root: HTMLElement) => void {
  const key = root.contains(document.activeElement) ? document.activeElement?.getAttribute('data-focus') : null;
  return now => {
    if (key != null) [...now.querySelectorAll<HTMLElement>('[data-focus]')].find(one => one.dataset.focus === key)?.focus({ preventScroll: true });
  };
}
