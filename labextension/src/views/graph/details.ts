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
} from '../../kit';
import { ownName } from './caption';
import type { Graph } from './read';
import { common } from './scale';
import type { Op } from './tree';

export function fillDetails(card: HTMLElement, op: Op, graph: Graph, close: () => void): void {
  const { node } = op;
  const name = ownName(op);
  const usual = {
    dtype: common(graph.nodes.map(each => each.dtype)),
    device: common(graph.nodes.map(each => each.device)),
  };
  const rows: [string, string | null][] = [
    ['op', name ? node.op : null],
    ['output', shape(node.shape)],
    ['dtype', node.dtype && node.dtype !== usual.dtype ? node.dtype : null],
    ['device', node.device && (node.device !== usual.device || node.device !== 'cpu') ? node.device : null],
    ['forward', node.fwd == null ? null : time(node.fwd)],
    ['backward', node.bwd == null ? null : time(node.bwd)],
    ['FLOPs', node.flops == null ? null : si(node.flops)],
    ['kept for backward', node.bytes == null ? null : bytes(node.bytes)],
    ['parameters', node.params ? int(node.params) : null],
    ['gradient norm', node.grad == null ? null : num(node.grad)],
    ['grad_fn', node.fn ?? null],
    ['copies', node.reps ? `first of ${node.reps.length}` : null],
  ];
  replace(
    card,
    h('div.nbt-card-head', {}, h('strong', {}, name ?? node.op), iconButton('close', 'Close details', close)),
    h(
      'div.nbt-card-sub',
      {},
      h('code', { title: node.mod || null }, node.mod || 'top level'),
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
      node.val?.bins?.length ? histogram(node.val, 104, 36, 'var(--nbt-act)', 'value') : null,
      node.ghist?.bins?.length ? histogram(node.ghist, 104, 36, 'var(--nbt-grad)', 'gradient') : null,
    ),
  );
}
