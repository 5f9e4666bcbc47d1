/** The scales of a graph: the same at every captured step, so that a colour is a number whatever step is shown. */
import type { History } from './history';
import type { Graph } from './read';
import { gradientScale, normsOf, sumScale, valueOf, type Quantity, type Scale } from './scale';
import type { Item } from './tree';

const USUAL = 0.9; // of the steps are within a scale of sums: the first step is often ten times slower than the others

export class Scales {
  private known = new Map<string, Scale | null>();

  constructor(
    private graph: Graph,
    private history: History | null,
  ) {}

  gradients(): Scale | null {
    return this.once('gradient', () => gradientScale(this.each(() => normsOf(this.graph)).flat()));
  }

  /** Of a total that is shown on these items. */
  sums(visible: Item[], quantity: Quantity): Scale {
    const name = `${quantity} ${visible.map(item => item.key).join(' ')}`;
    return this.once(name, () => {
      const most = this.each(() => Math.max(...visible.map(item => valueOf(item, quantity) ?? 0))).sort((a, b) => a - b);
      const usual = most[Math.floor(USUAL * (most.length - 1))];
      return sumScale(usual, quantity, most[most.length - 1] > usual);
    })!;
  }

  private each<Value>(of: () => Value): Value[] {
    return this.history ? this.history.each(of) : [of()];
  }

  private once(name: string, make: () => Scale | null): Scale | null {
    if (!this.known.has(name)) this.known.set(name, make());
    return this.known.get(name)!;
  }
}
