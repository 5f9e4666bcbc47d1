/** One node: a card with its name and what is asked about it. */
import { num, s, shape, time, type Child, trans } from '../../kit';
import { GHOST } from './caption';
import { family } from './family';
import type { Box, Point } from './layout';
import type { Look } from './look';
import { ranIn } from './read';
import { copyBars, ghostCards, repeatPill } from './repeat';
import { valueOf } from './scale';
import type { Item } from './tree';

export function paintNode(box: Box, at: Point, look: Look, onclick: () => void): SVGElement {
  const { item, height } = box;
  const repeat = item.kind === 'group' ? item.repeat : 0;
  const width = repeat ? box.width - GHOST : box.width;
  const result = look.captions.isResult(item);
  const pill = result || item.kind === 'input';
  const tone = look.tone(item);
  const style = look.fillStyle(tone);
  const lines = [look.captions.title(item), ...look.lines(item).map(line => line.text)];
  const state = `${tone == null ? '' : ' filled'}${item.key === look.selected ? ' sel' : ''}${look.searchClass(item)}`;
  return s(
    'g',
    {
      class: `nbt-node ${result ? 'result' : item.kind}${state}`,
      transform: `translate(${at.x.toFixed(1)},${at.y.toFixed(1)})`,
      style: style.node || null,
      role: item.kind === 'input' ? 'img' : 'button',
      tabindex: -1,
      'aria-label': `${[...lines, repeat ? `×${repeat}` : ''].filter(Boolean).join(' ')}. ${spoken(item, look)}`,
      'aria-expanded': item.kind === 'group' ? false : null,
      'aria-pressed': item.kind === 'op' ? item.key === look.selected : null,
      'data-key': item.key,
      'data-node': item.kind === 'op' ? item.node.id : item.key,
      'data-op': item.kind === 'op' ? item.node.op : item.kind === 'group' ? item.type || 'group' : 'input',
      onclick: item.kind === 'input' ? null : onclick,
    },
    repeat ? ghostCards(width, height) : null,
    s('rect.body', { width, height, rx: pill ? height / 2 : 4, style: style.body || null }),
    look.colour === 'device' && !pill ? look.places.band(item, height) : null,
    look.colour !== 'device' && item.kind === 'op' && !pill && tone == null ? stripe(item.node.op, height) : null,
    pill ? centred(lines, width, height) : leftAligned(item, lines, look),
    item.kind === 'group' ? s('path.plus', { d: `M${width - 17} 14h8m-4 -4v8` }) : null,
    pill || repeat ? null : timeBar(item, width, height, look),
    item.kind === 'group' && repeat
      ? [copyBars(item, width - 66, look), repeatPill(width - 22 - 7 * String(repeat).length - 10, height - 22, repeat)]
      : null,
  );
}

function stripe(op: string, height: number): SVGElement {
  return s('rect', { x: 4, y: 6, width: 3, height: height - 12, rx: 1.5, style: `fill: var(--nbt-op-${family(op)})` });
}

function centred([title, value]: string[], width: number, height: number): Child {
  const x = width / 2;
  return [
    s('text.n', { x, y: height / 2 - 3, 'text-anchor': 'middle' }, title),
    ' ', // never drawn; without it what is written would be one long word
    s('text.v', { x, y: height / 2 + 12, 'text-anchor': 'middle' }, value),
  ];
}

function leftAligned(item: Item, [title, ...lines]: string[], look: Look): Child {
  const faces = look.lines(item).map(line => line.face);
  return [
    s('text.n', { x: 13, y: 18 }, title),
    lines.map((text, index) => [' ', s(faces[index] === 'ui' ? 'text.v.ui' : 'text.v', { x: 13, y: 34 + 14 * index }, text)]),
    ' ',
  ];
}

/** Share of time, a thin bar at the foot. */
function timeBar(item: Item, width: number, height: number, look: Look): Child {
  const share = look.timeShare(item);
  return share == null
    ? null
    : s('rect.hot', { x: 13, y: height - 3, width: (Math.max(0, width - 22) * share).toFixed(1), height: 2, rx: 1 });
}

/** What a screen reader says after the words on the node. */
function spoken(item: Item, look: Look): string {
  if (item.kind === 'input') return trans.__('Input of shape %1', shape(item.shape));
  const facts: (string | null)[] = [];
  if (item.kind === 'group') {
    facts.push(item.repeat ? trans.__('Group, repeated %1 times', item.repeat) : trans.__('Group'));
  } else {
    facts.push(item.node.op, ranIn(item.node) || trans.__('top level'), trans.__('output %1', shape(item.node.shape)));
  }
  const [took, norm] = [valueOf(item, 'time'), valueOf(item, 'gradient')];
  if (took != null) facts.push(time(took));
  const places = look.places.devices.length > 1 ? look.places.of(item) : [];
  if (places.length) facts.push(trans.__('on %1', places.join(', ')));
  if (norm != null) facts.push(trans.__('gradient norm %1', num(norm)));
  if (item.kind === 'group' && look.query) facts.push(...look.lines(item).map(line => line.text));
  return facts.join(', ') + (item.kind === 'group' ? `. ${trans.__('Enter opens it')}` : '');
}
