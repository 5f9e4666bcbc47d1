import { bytes, h, menuButton, menus, shape, trans, type Choice } from '../kit';
import type { PanelState } from '../schema';
import type { Doing } from './doing';
import { focused } from './models';
import { Section } from './section';

type Row = PanelState['tensors'][number];

/** The user's tensors by name: shape, dtype, whether a gradient is wanted, size; a menu leads to the graph. */
export class Tensors {
  readonly section = new Section('tensors', trans.__('Tensors'));
  private shown = '';
  private listed: ReadonlySet<string> = new Set();

  constructor(private doing: Doing) {}

  update(tensors: readonly Row[], graphs: readonly { name: string }[]): void {
    this.listed = new Set(graphs.map(({ name }) => name));
    const shown = JSON.stringify(tensors);
    if (shown === this.shown) return;
    if (this.section.body.querySelector('[role=menu]')) return; // the reader is choosing: the next state draws
    this.shown = shown;
    this.section.setCount(tensors.length);
    const held = focused(this.section.body);
    const devices = new Set(tensors.map((tensor) => tensor.device));
    const rows = h('tbody', {}, tensors.map((tensor) => this.row(tensor, devices.size > 1)));
    this.section.body.replaceChildren(
      tensors.length ? h('table.nbt-pt', {}, rows) : h('p.dim', {}, trans.__('No tensor has a name in this notebook.')),
    );
    menus(rows);
    held(this.section.body);
  }

  private row(tensor: Row, withDevice: boolean): HTMLElement {
    const { name } = tensor;
    const wants = h('span', { title: trans.__('requires grad'), role: 'img', 'aria-label': trans.__('requires grad') }, '∂');
    const menu = menuButton(trans.__('What to do with %1', name), () => this.choices(tensor));
    menu.firstElementChild!.setAttribute('data-focus', name);
    return h(
      'tr',
      { 'data-row': name },
      h('th', { scope: 'row' }, h('code', { title: name }, name)),
      h('td', {}, h('code', { title: shape(tensor.shape) }, shape(tensor.shape))),
      h('td.dim', { title: tensor.dtype }, shortType(tensor.dtype)),
      withDevice ? h('td.dim', {}, tensor.device) : null,
      h('td.g', {}, tensor.requires_grad ? wants : null),
      h('td.r', {}, bytes(tensor.bytes)),
      h('td.m', {}, menu),
    );
  }

  private choices({ name, graph, requires_grad: wants }: Row): Choice[] {
    const { doing } = this;
    const why = wants ? trans.__('it is a leaf: compute something from it') : trans.__('it was computed without gradients');
    return [
      { word: trans.__('Show its graph here'), act: this.listed.has(name) ? () => doing.showGraph(name) : null, why },
      { word: trans.__('Run %1', `%graph ${name}`), act: graph ? () => doing.run(`%graph ${name}`) : null, why },
      { word: trans.__('Run %1', name), act: () => doing.run(name) },
    ];
  }
}

/** `torch.float32` -> `f32`, as the column is narrow; the full name is in the tooltip. */
export function shortType(dtype: string): string {
  const name = dtype.split('.').pop()!;
  return name
    .replace('bfloat', 'bf')
    .replace('float', 'f')
    .replace('uint', 'u')
    .replace('int', 'i')
    .replace('complex', 'c');
}
