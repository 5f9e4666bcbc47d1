/** The column beside the picture: every number of one op. */
import {
  bytes,
  h,
  histogram,
  iconButton,
  int,
  jumpLink,
  num,
  placeText,
  replace,
  shape,
  si,
  time,
  type Child,
  trans,
} from '../../kit';
import { ownName } from './caption';
import { ranIn, type Graph } from './read';
import { common } from './scale';
import type { Op } from './tree';

export function fillDetails(card: HTMLElement, op: Op, graph: Graph, barsOf: number | null, close: () => void): void {
  const { node } = op;
  const name = ownName(op);
  const usual = {
    dtype: common(graph.nodes.map(each => each.dtype)),
    device: common(graph.nodes.map(each => each.device)),
  };
  const rows: [string, string | null][] = [
    [trans.__('op'), name ? node.op : null],
    [trans.__('output'), shape(node.shape)],
    ['dtype', node.dtype && node.dtype !== usual.dtype ? node.dtype : null],
    [trans.__('device'), node.device && (node.device !== usual.device || node.device !== 'cpu') ? node.device : null],
    [trans.__('forward'), node.fwd == null ? null : time(node.fwd)],
    [trans.__('backward'), node.bwd == null ? null : time(node.bwd)],
    ['FLOPs', node.flops == null ? null : si(node.flops)],
    [trans.__('kept for backward'), node.bytes == null ? null : bytes(node.bytes)],
    [trans.__('parameters'), node.params ? int(node.params) : null],
    [trans.__('gradient norm'), node.grad == null ? null : num(node.grad)],
    ['grad_fn', node.fn ?? null],
    [trans.__('copies'), node.reps ? trans.__('first of %1', node.reps.length) : null],
  ];
  replace(
    card,
    h('div.nbt-card-head', {}, h('strong', {}, name ?? node.op), iconButton('close', trans.__('Close details'), close)),
    h(
      'div.nbt-card-sub',
      {},
      h('code', { title: ranIn(node) || null }, ranIn(node) || trans.__('top level')),
      placeText(node) ? jumpLink(node) : null,
    ),
    h(
      'dl',
      {},
      rows.map(([term, value]): Child =>
        value == null ? null : h(value.length > 18 ? 'div.long' : 'div', {}, h('dt', {}, term), h('dd', {}, value)),
      ),
    ),
    h(
      'div.nbt-hists',
      {},
      node.val?.bins?.length ? histogram(node.val, 104, 36, 'var(--nbt-act)', barsOf == null ? trans.__('value') : trans.__('value, step %1', int(barsOf))) : null,
      node.ghist?.bins?.length ? histogram(node.ghist, 104, 36, 'var(--nbt-grad)', barsOf == null ? trans.__('gradient') : trans.__('gradient, step %1', int(barsOf))) : null,
    ),
  );
}
