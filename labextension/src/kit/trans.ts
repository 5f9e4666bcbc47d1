/** Words in the reader's language: gettext's `__` and `_n`, as JupyterLab's tools look for them in the source. */
export interface Bundle {
  /** The translation of an English text; `%1` stands for the first of the values. */
  __(text: string, ...values: unknown[]): string;
  /** Of a text about `n` things, of which English has two forms; here `%1` stands for `n`, `%2` for the first value. */
  _n(one: string, many: string, n: number, ...values: unknown[]): string;
}

const fill = (text: string, values: unknown[]): string =>
  text.replace(/%(\d)/g, (_, place) => String(values[Number(place) - 1]));
const english: Bundle = {
  __: (text, ...values) => fill(text, values),
  _n: (one, many, n, ...values) => fill(n === 1 ? one : many, [n, ...values]),
};

/** Where the extension leaves JupyterLab's bundle: the live view is a module of its own and finds it there. */
const SHARED = Symbol.for('nbtorch.words');
const shared = globalThis as { [SHARED]?: Bundle };

/** Ask while drawing, not while a module is loaded: the language may come later. */
export const trans = {
  __: (text: string, ...values: unknown[]): string => (shared[SHARED] ?? english).__(text, ...values),
  _n: (one: string, many: string, n: number, ...values: unknown[]): string =>
    (shared[SHARED] ?? english)._n(one, many, n, ...values),
  /** JupyterLab's bundle, or null for English. */
  use(bundle: Bundle | null): void {
    if (bundle) shared[SHARED] = bundle;
    else delete shared[SHARED];
  },
};
