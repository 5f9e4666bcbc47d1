/** The panel's words in the reader's language: gettext's `__`, as JupyterLab's tools look for it in the source. */
export interface Bundle {
  /** The translation of an English text; `%1` stands for the first of the values. */
  __(text: string, ...values: unknown[]): string;
}

const english: Bundle = {
  __: (text, ...values) => text.replace(/%(\d)/g, (_, place) => String(values[Number(place) - 1])),
};

class Words implements Bundle {
  private bundle = english;

  __(text: string, ...values: unknown[]): string {
    return this.bundle.__(text, ...values);
  }

  /** JupyterLab's bundle; before anything is drawn. */
  use(bundle: Bundle): void {
    this.bundle = bundle;
  }
}

export const trans = new Words();
