/** The slider through captured steps, under the picture. */
import { h, int, sampleAt, Scrubber, SharedStep, trans } from '../../kit';
import type { History } from './history';

export class Timeline {
  readonly node: HTMLElement;
  private label = h('span');
  private slider: Scrubber;
  private step = new SharedStep(() => this.go());
  private history: History | null = null;

  /** `changed`: the numbers of another step are on the nodes. */
  constructor(private changed: () => void) {
    this.slider = new Scrubber(trans.__('Captured step'), at =>
      this.step.tell(at == null ? null : this.history!.steps[at]),
    );
    this.node = h('div.nbt-timeline', { hidden: true }, this.label, this.slider.node, this.slider.back);
  }

  /** Go through this history, which may be a longer one of the same run, or through none. The caller draws. */
  use(history: History | null): void {
    this.history = history;
    this.node.hidden = !history;
    this.step.join(history?.data.run);
    if (!history) return;
    const { steps, captured, other } = history.data;
    this.label.textContent =
      captured > steps.length
        ? trans.__('%1 of %2 captured steps', int(steps.length), int(captured))
        : trans.__('%1 captured steps', int(steps.length));
    this.slider.setSteps(steps, other);
    this.put();
  }

  leave(): void {
    this.step.leave();
  }

  private go(): void {
    this.put();
    this.changed();
  }

  private put(): void {
    const { history } = this;
    if (!history) return;
    const at = sampleAt(history.steps, this.step.step);
    history.show(at);
    this.slider.show(at, this.step.step != null, history.isOther(at) ? otherOps() : '');
  }
}

/** What is said of a step that ran other ops. */
export const otherOps = (): string => trans.__('ran other ops');
