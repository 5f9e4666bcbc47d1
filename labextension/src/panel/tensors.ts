import { bytes, h, shape, trans } from '../kit';
import type { PanelState } from '../schema';
import { Section } from './section';

type Row = PanelState['tensors'][number];

/** The user's tensors by name: shape, dtype, whether a gradient is wanted, size. */
export class Tensors {
  readonly section = new Section(trans.__('Tensors'));
  private shown = '';

  update(tensors: readonly Row[]): void {
    const shown = JSON.stringify(tensors);
    if (shown === this.shown) return;
    this.shown = shown;
    this.section.setCount(tensors.length);
    const devices = new Set(tensors.map((tensor) => tensor.device));
    const rows = tensors.map((tensor) => tensorRow(tensor, devices.size > 1));
    this.section.body.replaceChildren(
      rows.length
        ? h('table.nbt-pt', {}, h('tbody', {}, ...rows))
        : h('p.dim', {}, trans.__('No tensor has a name in this notebook.')),
    );
  }
}

function tensorRow(tensor: Row, withDevice: boolean): HTMLElement {
  const wants = h('span', { title: trans.__('requires grad'), role: 'img', 'aria-label': trans.__('requires grad') }, '∂');
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, h('code', { title: tensor.name }, tensor.name)),
    h('td', {}, h('code', {}, shape(tensor.shape))),
    h('td.dim', { title: tensor.dtype }, shortType(tensor.dtype)),
    withDevice ? h('td.dim', {}, tensor.device) : null,
    h('td.g', {}, tensor.requires_grad ? wants : null),
    h('td.r', {}, bytes(tensor.bytes)),
  );
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
