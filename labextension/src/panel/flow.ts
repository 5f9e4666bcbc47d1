import { h, trans } from '../kit';
import type { GradflowJson } from '../schema';
import { renderGradflow, type GradflowHandle } from '../views/gradflow';
import { Section } from './section';

/** How gradients flow through the layers of the newest run, also while it trains. */
export class Flow {
  readonly section = new Section('gradflow', trans.__('Gradient flow'));
  private drawn: GradflowJson | null | undefined;
  private empty = h('p.dim');
  private view: GradflowHandle | null = null;

  /** `training`: a run goes on, but its gradients were not told yet; some kernels answer between cells only. */
  update(data: GradflowJson | null, training: boolean): void {
    this.empty.textContent = training
      ? trans.__('Waiting for the kernel, which may answer only when the cell has ended.')
      : trans.__('Gradients show up here while an optimizer steps.');
    if (data === this.drawn) return;
    this.drawn = data;
    this.section.setCount(data ? data.layers.length : null);
    if (!data) {
      this.view?.dispose();
      this.view = null;
      this.section.body.replaceChildren(this.empty);
    } else if (this.view) this.view.update(data);
    else this.view = renderGradflow(this.section.body, data);
  }
}
