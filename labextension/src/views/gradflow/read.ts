/** The rows of the view: layers, and groups of layers where there are many. */
import { int, trans } from '../../kit';
import type { GradflowJson, LayerFlow, LayerWord } from '../../schema';

export interface Row extends LayerFlow {
  /** Layers folded into this row; empty for a layer. */
  inside: LayerFlow[];
  depth: number;
}

/** More layers than this are folded by their block. */
const FOLD_FROM = 16;
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const WORST: LayerWord[] = ['NaN', 'dead', 'no gradient', 'mostly dead', 'exploding', 'vanishing', 'large steps', ''];

/** The word that is true of a layer at a sample. */
export function wordAt({ marks }: LayerFlow, at: number): LayerWord {
  let word: LayerWord = '';
  for (const [from, said] of marks) if (from <= at) word = said;
  return word;
}

/** How full the bins of a distribution are, 0 to 1. */
export const densities = (letters: string): number[] => [...letters].map(letter => LETTERS.indexOf(letter) / 61);

/** The rows in order of depth; the groups in `open` show their layers. */
export function rowsOf({ layers, steps }: GradflowJson, open: ReadonlySet<string>): Row[] {
  const groups = new Map<string, LayerFlow[]>();
  for (const layer of layers) {
    const key = layers.length > FOLD_FROM ? block(layer.name) : layer.name;
    groups.set(key, [...(groups.get(key) ?? []), layer]);
  }
  return [...groups].flatMap(([name, inside]) => {
    if (inside.length === 1) return [{ ...inside[0], inside: [], depth: 0 }];
    const whole: Row = { ...together(name, inside, steps.length), inside, depth: 0 };
    return open.has(name) ? [whole, ...inside.map(layer => ({ ...layer, inside: [], depth: 1 }))] : [whole];
  });
}

/** `encoder.layers.3.attn.q` belongs to `encoder.layers.3`, `stem.conv` to `stem`. */
function block(name: string): string {
  const parts = name.split('.');
  const number = parts.findIndex(part => /^\d+$/.test(part));
  return number >= 0 && number < parts.length - 1 ? parts.slice(0, number + 1).join('.') : parts.length > 1 ? parts[0] : name;
}

/** Several layers as one: norms add up as squares, shares by size, of the rest the greatest or the worst. */
function together(name: string, layers: LayerFlow[], samples: number): LayerFlow {
  const params = layers.reduce((sum, layer) => sum + layer.params, 0);
  const each = <T>(of: (at: number) => T): T[] => Array.from({ length: samples }, (_, at) => of(at));
  const known = (key: 'norm' | 'ratio' | 'low' | 'high', at: number) =>
    layers.map(layer => layer[key][at]).filter(value => value != null);
  const most = (values: number[]) => (values.length ? Math.max(...values) : null);
  const words = each(at => WORST.find(word => layers.some(layer => wordAt(layer, at) === word)) ?? '');
  return {
    name,
    type: trans._n('%2 layer', '%2 layers', layers.length, int(layers.length)),
    shape: [],
    params,
    norm: each(at => {
      const norms = known('norm', at);
      return norms.length ? Math.hypot(...norms) : null;
    }),
    ratio: each(at => most(known('ratio', at))),
    zeros: each(at => layers.reduce((sum, layer) => sum + (layer.zeros[at] ?? 0) * layer.params, 0) / params),
    low: each(at => (known('low', at).length ? Math.min(...known('low', at)) : null)),
    high: each(at => most(known('high', at))),
    bad: each(at => layers.reduce((sum, layer) => sum + layer.bad[at], 0)),
    hist: each(at => {
      const all = layers.map(layer => densities(layer.hist[at]));
      return all[0]
        .map((_, bin) => LETTERS[Math.round((61 * all.reduce((sum, one) => sum + one[bin], 0)) / all.length)])
        .join('');
    }),
    marks: words.flatMap((word, at) => (at === 0 || word !== words[at - 1] ? [[at, word] as [number, LayerWord]] : [])),
  };
}
