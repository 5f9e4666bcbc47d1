import { h, trans } from '../kit';
import type { ExplainJson } from '../schema';
import { renderExplain, type ExplainHandle } from '../views/explain';
import { Section } from './section';

/** What was found wrong in this notebook, worst first. */
export class ExplanationsSection {
  readonly section = new Section('explanations', trans.__('Explanations'));
  private shown = '';
  private view: ExplainHandle | null = null;

  update(data: ExplainJson | undefined): void {
    const shown = JSON.stringify(data ?? null);
    if (shown === this.shown) return;
    this.shown = shown;
    this.section.setCount(data?.found.length ?? 0);
    if (!data?.found.length) {
      this.view = null;
      const text = data?.checks ? trans.__('Nothing wrong was found, as of the last cell that ended.') : trans.__('What goes wrong in training is explained here.');
      this.section.body.replaceChildren(h('p.dim', {}, text));
    } else if (this.view) this.view.update(data);
    else this.view = renderExplain(this.section.body, data);
  }
}
