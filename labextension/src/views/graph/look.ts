/** How items look just now: colour, selection and search, looked up while drawing. */
import { inkOn, ramp, trans } from '../../kit';
import type { Captions, Line } from './caption';
import type { Places } from './places';
import { valueOf, type Colour, type Scale } from './scale';
import type { Scales } from './scales';
import { matches } from './search';
import type { Item } from './tree';

const FAINT = 0.12; // edges and bars start a little inside the ramp: its first tone is nearly the page

export class Look {
  /** The scale of the current colour; null for "kind". */
  readonly fill: Scale | null;
  readonly edges: Scale | null;
  private share: Scale | null;

  constructor(
    scales: Scales,
    readonly captions: Captions,
    readonly colour: Colour,
    colours: Colour[],
    visible: Item[],
    readonly selected: string | null,
    readonly query: string,
    readonly places: Places,
  ) {
    this.edges = scales.gradients();
    this.fill = colour === 'kind' || colour === 'device' ? null : colour === 'gradient' ? this.edges : scales.sums(visible, colour);
    this.share = colours.includes('time') ? scales.sums(visible, 'time') : null;
  }

  /** Place on the ramp, or null for an item without a value. */
  tone(item: Item): number | null {
    if (this.colour === 'kind' || this.colour === 'device' || this.captions.isResult(item)) return null;
    const value = valueOf(item, this.colour);
    return value == null || !this.fill ? null : this.fill.place(value);
  }

  /** Inline style of a filled item: its fill and an ink that reads on it. */
  fillStyle(tone: number | null): { node: string; body: string } {
    if (tone == null) return { node: '', body: '' };
    const ink = inkOn('ember', tone);
    return { node: `--ink: ${ink}; --ink2: ${ink}`, body: `fill: ${ramp('ember', tone)}` };
  }

  edgeColour(norm: number | null): string {
    return norm && this.edges ? ramp('ember', FAINT + (1 - FAINT) * this.edges.place(norm)) : 'var(--nbt-data)';
  }

  edgeWidth(norm: number | null): number {
    return norm && this.edges ? 1.25 + 4.75 * this.edges.place(norm) : 1.25;
  }

  /** Share of time, 0..1, where the picture shows it. */
  timeShare(item: Item): number | null {
    if (this.colour !== 'kind' || !this.share || item.kind === 'input') return null;
    return this.share.place(valueOf(item, 'time') ?? 0) ** 2;
  }

  lines(item: Item): Line[] {
    const lines = this.captions.lines(item, this.colour);
    const inside = item.kind === 'group' && this.query ? matches(item, this.query) : 0;
    return inside ? [{ text: trans.__('%1 inside', inside), face: 'ui' }] : lines;
  }

  /** " hit", " dim" or "" for the class of an item. */
  searchClass(item: Item): string {
    if (!this.query) return '';
    return matches(item, this.query) ? ' hit' : ' dim';
  }
}
