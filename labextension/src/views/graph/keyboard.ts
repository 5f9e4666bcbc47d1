/** One tab stop for the whole graph; arrows follow the edges, and go to the nearest where there is none. */
import type { Direction } from './layout';
import type { Stop } from './paint';
import type { Graph } from './read';
import type { Item, Tree } from './tree';

type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';
const VECTORS: Record<Arrow, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Roving {
  private stops: Stop[] = [];
  private current: string | null = null;

  constructor(
    private graph: Graph,
    private tree: Tree,
  ) {}

  /** Take over a new drawing; the tab stop stays on the same item, or on the group that now holds it. */
  adopt(stops: Stop[]): void {
    this.stops = stops;
    const kept = this.current == null ? null : this.nearestDrawn(this.current);
    this.mark(kept ?? stops.find(stop => stop.item.kind !== 'input') ?? stops[0] ?? null);
  }

  get focused(): Stop | null {
    return this.stops.find(stop => stop.item.key === this.current) ?? null;
  }

  focus(key: string): Stop | null {
    const stop = this.nearestDrawn(key);
    this.mark(stop);
    stop?.element.focus({ preventScroll: true });
    return stop;
  }

  /** The focus has come here by itself (a click, the Tab key). */
  entered(key: string): void {
    const stop = this.stops.find(each => each.item.key === key);
    if (stop) this.mark(stop);
  }

  /** Where an arrow leads from the current item. */
  neighbour(arrow: Arrow, direction: Direction): Stop | null {
    const from = this.focused;
    if (!from) return null;
    const along = direction === 'LR' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const side = along.indexOf(arrow);
    const linked = side < 0 ? [] : this.linked(from.item, side === 1);
    return nearestTo(from, linked, [0, 0]) ?? nearestTo(from, this.stops, VECTORS[arrow]);
  }

  private linked(item: Item, forward: boolean): Stop[] {
    const [here, there] = forward ? ([0, 1] as const) : ([1, 0] as const);
    const feeds = this.stops.filter(({ item: other }) =>
      forward
        ? item.kind === 'input' && this.drawn(item.feeds) === other.key
        : other.kind === 'input' && this.drawn(other.feeds) === item.key,
    );
    const keys = new Set(
      this.graph.edges.filter(edge => this.drawn(edge[here]) === item.key).map(edge => this.drawn(edge[there])),
    );
    keys.delete(item.key);
    return [...this.stops.filter(stop => keys.has(stop.item.key)), ...feeds];
  }

  /** The key of what an op is drawn as: itself, or the closed group around it. */
  private drawn(id: number): string | null {
    const leaf = this.tree.leaves.get(id);
    return leaf ? (this.nearestDrawn(leaf.key)?.item.key ?? null) : null;
  }

  private nearestDrawn(key: string): Stop | null {
    let item: Item | null = key.startsWith('op') ? (this.tree.leaves.get(Number(key.slice(2))) ?? null) : null;
    item ??= this.tree.groups.get(key) ?? null;
    if (!item) return this.stops.find(stop => stop.item.key === key) ?? null;
    for (; item; item = item.parent) {
      const stop = this.stops.find(each => each.item === item);
      if (stop) return stop;
    }
    return null;
  }

  private mark(stop: Stop | null): void {
    this.current = stop?.item.key ?? null;
    for (const each of this.stops) each.element.setAttribute('tabindex', each === stop ? '0' : '-1');
  }
}

/** The nearest in that direction (any, for a zero vector); off the axis counts double. */
function nearestTo(from: Stop, stops: Stop[], [x, y]: [number, number]): Stop | null {
  const centre = (stop: Stop) => [stop.x + stop.width / 2, stop.y + stop.height / 2];
  const [fromX, fromY] = centre(from);
  let best: Stop | null = null;
  let least = Infinity;
  for (const stop of stops) {
    if (stop === from) continue;
    const [dx, dy] = [centre(stop)[0] - fromX, centre(stop)[1] - fromY];
    const ahead = dx * x + dy * y;
    if ((x || y) && ahead <= 1) continue;
    const distance = x || y ? ahead + 2 * Math.abs(dx * y - dy * x) : Math.hypot(dx, dy);
    if (distance < least) [best, least] = [stop, distance];
  }
  return best;
}
