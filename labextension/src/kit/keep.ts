/**
 * What a reader chose in a view. The browser keeps it under what the view shows, so that it is there again when a live
 * view becomes its picture, and when the page or the notebook is loaded again.
 */
const KEY = 'nbtorch:views';
const MOST = 200; // views that are remembered; the one chosen in longest ago goes first

/** How a new view begins where nothing is kept: JupyterLab's settings, which the live view, a module of its own, finds too. */
export interface Choices {
  colourBy?: string;
  smoothing?: string;
  valueAxis?: string;
  gradients?: string;
  groupBy?: string;
}
const SHARED = Symbol.for('nbtorch.choices');
const shared = globalThis as { [SHARED]?: Choices };

/** Let new views begin like this. */
export function prefer(choices: Choices): void {
  shared[SHARED] = choices;
}

/** One of `values`: the first known choice of `wanted`, else the first value. */
export function chosen<Value extends string>(values: readonly Value[], ...wanted: unknown[]): Value {
  return (wanted.find(one => values.includes(one as Value)) as Value | undefined) ?? values[0];
}
export const preferred = (name: keyof Choices): string | undefined => shared[SHARED]?.[name];

/** What is kept of one view. What comes out was written by another version perhaps: look before using it. */
export interface Keep {
  load(): Record<string, unknown>;
  save(changes: Record<string, unknown>): void;
}

export function keep(kind: string, ...subject: unknown[]): Keep {
  const key = [kind, ...subject.map(one => one ?? '')].join(' ');
  return {
    load: () => new Map(all()).get(key) ?? {},
    save: changes => {
      const views = new Map(all());
      const state = { ...views.get(key), ...changes };
      views.delete(key);
      views.set(key, state);
      try {
        localStorage.setItem(KEY, JSON.stringify([...views].slice(-MOST)));
      } catch {
        // storage may be full or switched off; then nothing is remembered
      }
    },
  };
}

/** The strings of a list that was kept. */
export const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(one => typeof one === 'string') : [];

function all(): [string, Record<string, unknown>][] {
  try {
    const views: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(views) ? views.filter(one => Array.isArray(one) && typeof one[1] === 'object' && one[1]) : [];
  } catch {
    return []; // as above
  }
}
