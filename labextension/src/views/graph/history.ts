/** Captured steps: decodes their numbers, and puts those of one step on the nodes. */
import type { Bars, GraphHistory, OpNode } from '../../schema';
import type { Graph } from './read';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
const PLACES = BASE ** 2 - 3; // between the ends of a logarithmic scale

const MEASURED = ['fwd', 'bwd', 'grad', 'bytes', 'reps', 'val', 'ghist'] as const;
type Measured = Pick<OpNode, (typeof MEASURED)[number]>;

/** What was measured of a node, with a place for what was not. */
export const measuredOn = (node: OpNode): Measured =>
  Object.fromEntries(MEASURED.map(name => [name, node[name] ?? null])) as Measured;

/** The numbers that pairs of letters stand for. */
export function decode(letters: string, [from, to]: [number, number]): (number | null)[] {
  return Array.from({ length: letters.length >> 1 }, (_, at) => {
    const place = DIGITS.indexOf(letters[2 * at]) * BASE + DIGITS.indexOf(letters[2 * at + 1]);
    return place < 1 ? null : place === 1 ? 0 : 10 ** (from + ((to - from) * (place - 2)) / PLACES);
  });
}

export class History {
  /** Which step's histograms are on the nodes, where they are not of the step shown. */
  barsOf: number | null = null;
  private newest: Measured[];
  private facts: Pick<Graph, 'step' | 'loss'>;
  private numbers: Record<'fwd' | 'bwd' | 'grad' | 'time', (number | null)[]>[];
  private at: number;

  constructor(
    private graph: Graph,
    readonly data: GraphHistory,
  ) {
    this.newest = graph.nodes.map(measuredOn);
    this.facts = { step: graph.step, loss: graph.loss };
    const read = (name: string, letters: string | undefined) => (letters ? decode(letters, data.range[name]) : []);
    this.numbers = data.nodes.map(({ fwd, bwd, grad, time }) => ({
      fwd: read('fwd', fwd),
      bwd: read('bwd', bwd),
      grad: read('grad', grad),
      time: read('time', time),
    }));
    this.at = this.last;
  }

  get steps(): number[] {
    return this.data.steps;
  }

  /** Whether the step ran other ops, so that nothing is known of these. */
  isOther(at: number): boolean {
    return this.data.other.includes(at);
  }

  /** Put the numbers of a step on the nodes. */
  show(at: number): void {
    this.at = at;
    this.barsOf = null;
    if (at === this.last) {
      this.graph.nodes.forEach((node, place) => Object.assign(node, this.newest[place]));
      Object.assign(this.graph, this.facts);
      return;
    }
    Object.assign(this.graph, { step: this.steps[at], loss: this.data.loss[at] });
    this.graph.nodes.forEach((node, place) => Object.assign(node, this.measured(place, at)));
    const drawn = this.drawnAt(at);
    if (drawn < 0 || this.isOther(at)) return;
    const step = this.data.drawn![drawn];
    if (step !== at) this.barsOf = this.steps[step];
    this.graph.nodes.forEach((node, place) => Object.assign(node, histograms(this.data.bars![place][drawn])));
  }

  /** What `of` gives at each step whose numbers are known. */
  each<Value>(of: () => Value): Value[] {
    const { at } = this;
    const found = this.steps.flatMap((_, step) => {
      if (this.isOther(step)) return [];
      this.show(step);
      return [of()];
    });
    this.show(at);
    return found;
  }

  private get last(): number {
    return this.steps.length - 1;
  }

  private measured(place: number, at: number): Measured {
    const { fwd, bwd, grad, time } = this.numbers[place];
    const { bytes, reps } = this.data.nodes[place];
    const kept = bytes ? bytes[at] : this.newest[place].bytes;
    const copies = reps && !this.isOther(at) ? decode(reps[at], this.data.range.reps) : [];
    const each = time[at] == null ? null : time[at] / copies.length; // only their sum is known
    return {
      fwd: fwd[at],
      bwd: bwd[at],
      grad: grad[at],
      bytes: this.isOther(at) ? null : kept,
      reps: copies.length ? copies.map(norm => [norm, each, null]) : null,
      val: null,
      ghist: null,
    };
  }

  /** The newest step with histograms up to a step. */
  private drawnAt(at: number): number {
    const { drawn, bars } = this.data;
    return drawn && bars ? drawn.filter(step => step <= at).length - 1 : -1;
  }
}

/** Bars are square roots of counts; the histogram takes roots itself. */
function histograms([low, high, bars, gradientLow, gradientHigh, gradientBars]: Bars): Pick<OpNode, 'val' | 'ghist'> {
  const of = (lo: number | null | undefined, hi: number | null | undefined, letters: string | undefined) =>
    letters && lo != null && hi != null ? { lo, hi, bins: [...letters].map(letter => DIGITS.indexOf(letter) ** 2) } : null;
  return { val: of(low, high, bars), ghist: of(gradientLow, gradientHigh, gradientBars) };
}

/** The history that came with a graph, if it fits its nodes. */
export function historyOf(graph: Graph): History | null {
  const { history, nodes } = graph;
  const fits =
    history != null &&
    Array.isArray(history.steps) &&
    history.steps.length > 1 &&
    Array.isArray(history.nodes) &&
    history.nodes.length === nodes.length &&
    history.bars?.length === (history.drawn ? nodes.length : undefined);
  return fits ? new History(graph, history) : null;
}
