import { h, icon, int, num, shape, si, spark, trans } from '../kit';
import type { PanelState } from '../schema';
import { Section } from './section';

type Model = PanelState['models'][number];
type Layer = NonNullable<Model['layers']>[number];

/** The user's models by name; each opens to its layers, with the gradient norm of the newest run. */
export class Models {
  readonly section = new Section(trans.__('Models'));
  private shown = '';
  private open = new Set<string>();

  update(models: readonly Model[]): void {
    const shown = JSON.stringify(models);
    if (shown === this.shown) return;
    this.shown = shown;
    this.section.setCount(models.length);
    const empty = h('p.dim', {}, trans.__('No model has a name in this notebook.'));
    this.section.body.replaceChildren(...(models.length ? models.map(model => this.model(model)) : [empty]));
  }

  private model(model: Model): HTMLElement {
    const { name, type, params, training, layers = [] } = model;
    const summary = h(
      'summary',
      {},
      icon('right'),
      h('code', { title: name }, name),
      h('span.dim', {}, training ? type : trans.__('%1, eval', type)),
      h('span.nbt-grow'),
      h('span.tn', { title: trans.__('%1 parameters', int(params)) }, si(params)),
    );
    const details = h('details.nbt-model', {}, summary, h('table.nbt-pt', {}, h('tbody', {}, layers.map(layerRow))));
    details.open = this.open.has(name);
    details.addEventListener('toggle', () => void (details.open ? this.open.add(name) : this.open.delete(name)));
    return details;
  }
}

function layerRow({ name, type, shape: dimensions, params, spark: norms }: Layer): HTMLElement {
  const latest = norms.at(-1);
  const label = latest == null ? trans.__('no gradient yet') : trans.__('gradient norm %1', num(latest));
  return h(
    'tr',
    { title: `${name}: ${type}, ${trans.__('%1 parameters', int(params))}, ${label}` },
    h('th', { scope: 'row' }, h('code', {}, name)),
    h('td', {}, h('code', {}, shape(dimensions))),
    h('td', { 'aria-label': label }, norms.length > 1 ? spark(norms, 56, 16, { stroke: 'var(--nbt-grad)' }, true) : null),
    h('td.r', {}, si(params)),
  );
}
