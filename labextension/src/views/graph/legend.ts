/** The line under the graph: only what is on screen, and nothing that was not recorded. */
import { key, legend, rampKey, wedgeKey, type Child, trans } from '../../kit';
import { FAMILIES, family, familyWord } from './family';
import type { Look } from './look';
import { legendOf } from './scale';
import type { Item } from './tree';

export function graphLegend(look: Look, visible: Item[]): HTMLElement | null {
  const left: Child[] = [];
  if (look.colour === 'kind') {
    const shown = new Set(visible.map(item => (item.kind === 'op' ? family(item.node.op) : null)));
    const families = FAMILIES.filter(name => shown.has(name));
    left.push(...families.map(name => key(`var(--nbt-op-${name})`, familyWord(name))));
    if (visible.some(item => look.timeShare(item) != null)) left.push(key('var(--nbt-data)', trans.__('share of time'), 'bar'));
  } else if (look.fill) {
    left.push(legendOf(look.colour), rampKey('ember', look.fill.low, look.fill.high));
  }
  const right: Child[] = [];
  if (look.edges && look.colour === 'gradient') right.push(trans.__('edges too'), wedgeKey('ember', '', ''));
  else if (look.edges) right.push(trans.__('gradient'), wedgeKey('ember', look.edges.low, look.edges.high));
  return left.length || right.length ? legend(left, right) : null;
}
