import { h, icon, int, menuButton, menus, num, shape, si, spark, trans, type Choice } from '../kit';
import type { PanelState } from '../schema';
import type { Doing } from './doing';
import { Section } from './section';

type Model = PanelState['models'][number];
type Layer = NonNullable<Model['layers']>[number];

/** The user's models by name; each opens to its layers, with the gradient norm of the newest run. */
export class Models {
  readonly section = new Section('models', trans.__('Models'));
  private shown = '';
  private open = new Set<string>();

  constructor(private doing: Doing) {}

  update(models: readonly Model[]): void {
    const shown = JSON.stringify(models);
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
    const { name, type, params, training, layers = [] } = model;
    const fold = h(
      'button.fold',
      { type: 'button', 'data-focus': `open ${name}`, onclick: () => open(table.hidden) },
      icon('right'),
      h('code', { title: name }, name),
      h('span.dim', {}, training ? type : trans.__('%1, eval', type)),
      h('span.nbt-grow'),
      h('span.tn', { title: trans.__('%1 parameters', int(params)) }, si(params)),
    );
    const rows = h('tbody', {}, layers.map(layer => this.layer(layer, model)));
    const table = h('table.nbt-pt', {}, rows);
    const open = (shown: boolean) => {
      table.hidden = !shown;
      fold.setAttribute('aria-expanded', String(shown));
      if (shown) this.open.add(name);
      else this.open.delete(name);
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

  private layer({ name, type, shape: dimensions, params, spark: norms }: Layer, model: Model): HTMLElement {
    const latest = norms.at(-1);
    const label = latest == null ? trans.__('no gradient yet') : trans.__('gradient norm %1', num(latest));
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
    menu.firstElementChild!.setAttribute('data-focus', `${model.name} ${name}`);
    return h(
      'tr',
      { title: `${name}: ${type}, ${trans.__('%1 parameters', int(params))}, ${label}`, 'data-row': name },
      h('th', { scope: 'row' }, h('code', {}, name)),
      h('td', {}, h('code', {}, shape(dimensions))),
      h('td', { 'aria-label': label }, norms.length > 1 ? spark(norms, 56, 16, { stroke: 'var(--nbt-grad)' }, true) : null),
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
