/** The line under the graph: only what is on screen, and nothing that was not recorded. */
import { h, int, key, legend, rampKey, s, wedgeKey, type Child, trans } from '../../kit';
import { FAMILIES, family, familyWord } from './family';
import type { Look } from './look';
import { copyMark } from './paint';
import type { Places } from './places';
import { legendOf } from './scale';
import type { Item } from './tree';

export function graphLegend(look: Look, visible: Item[], copies = 0): HTMLElement | null {
  const left: Child[] = [];
  if (look.colour === 'kind') {
    const shown = new Set(visible.map(item => (item.kind === 'op' ? family(item.node.op) : null)));
    const families = FAMILIES.filter(name => shown.has(name));
    left.push(...families.map(name => key(`var(--nbt-op-${name})`, familyWord(name))));
    if (visible.some(item => look.timeShare(item) != null)) left.push(key('var(--nbt-data)', trans.__('share of time'), 'bar'));
  } else if (look.colour === 'device') {
    const { places } = look;
    for (const device of places.devices) {
      const ops = visible.reduce((sum, item) => sum + opsOn(item, device), 0);
      if (ops) left.push(placeKey(places, device, `${device}, ${trans._n('%2 op', '%2 ops', ops, int(ops))}`));
    }
  } else if (look.fill) {
    left.push(legendOf(look.colour), rampKey('ember', look.fill.low, look.fill.high));
  }
  const right: Child[] = [];
  if (copies) right.push(h('span', {}, s('svg', { width: 12, height: 12, viewBox: '-6 -6 12 12', 'aria-hidden': true }, copyMark(0, 0)), trans.__('copied to another device')));
  if (look.edges && look.colour === 'gradient') right.push(trans.__('edges too'), wedgeKey('ember', '', ''));
  else if (look.edges && look.colour !== 'device') right.push(trans.__('gradient'), wedgeKey('ember', look.edges.low, look.edges.high));
  return left.length || right.length ? legend(left, right) : null;
}

const opsOn = (item: Item, device: string): number =>
  item.kind === 'input' ? 0 : (item.kind === 'op' ? [item.node] : item.ops).filter(node => node.device === device).length;

/** A device's colour and dashes with its word; edges that come from it look the same. */
function placeKey(places: Places, device: string, word: string): HTMLElement {
  const line = s('line', {
    x1: 0,
    x2: 24,
    y1: 5,
    y2: 5,
    'stroke-width': 4,
    'stroke-dasharray': places.dashes(device) || null,
    style: `stroke: ${places.colour(device)}`,
  });
  return h('span', {}, s('svg', { width: 24, height: 10, 'aria-hidden': true }, line), word);
}
