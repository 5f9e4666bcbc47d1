/** A slider that is the x axis: one knob with the step in it. A real range input, so keys and screen readers work. */
import { h } from './dom';
import { int } from './numbers';
import { trans } from './trans';

/** Its parts stay while steps come in, so that the keyboard focus and a drag do too. */
export class Scrubber {
  readonly node: HTMLElement;
  /** Goes back to the newest step; a view puts it where it has room. */
  readonly back: HTMLButtonElement;
  private input: HTMLInputElement;
  private knob = h('span.nbt-knob', { 'aria-hidden': 'true' });
  private ends = [0, 1].map(() => h('small', { 'aria-hidden': 'true' }));
  private marks = h('span.nbt-marks', { 'aria-hidden': 'true' });
  private steps: readonly number[] = [];

  /** `move` hears where the reader goes: a position in the steps, or null for the newest. */
  constructor(
    label: string,
    private move: (index: number | null) => void,
  ) {
    this.input = h('input', { type: 'range', min: 0, step: 1, 'aria-label': label });
    this.node = h('div.nbt-scrub', { 'data-lm-suppress-shortcuts': 'true' }, h('i'), this.marks, this.ends, this.knob, this.input);
    this.back = backButton(() => this.move(null), this.input);
    this.input.addEventListener('input', () => this.choose(Number(this.input.value)));
    this.input.addEventListener('keydown', event => {
      if (/^(Arrow|Page|Home$|End$)/.test(event.key)) event.stopPropagation(); // JupyterLab folds headings with arrows
      const by = { PageUp: 10, PageDown: -10 }[event.key];
      if (!by) return;
      event.preventDefault();
      this.choose(Number(this.input.value) + by);
    });
  }

  /** The steps there are; `marked` are positions of those that are not like the others. */
  setSteps(steps: readonly number[], marked: readonly number[] = []): void {
    this.steps = steps;
    this.input.max = String(steps.length - 1);
    [steps[0], steps[steps.length - 1]].forEach((step, end) => (this.ends[end].textContent = int(step)));
    this.marks.replaceChildren(...marked.map(at => h('i', { style: `left: ${100 * share(steps, at)}%` })));
  }

  /** Show a position without telling anybody; `held` when the reader went there. `words` say more about it. */
  show(index: number, held: boolean, words = ''): void {
    const step = int(this.steps[index]);
    this.input.value = String(index);
    this.input.setAttribute('aria-valuetext', trans.__('step %1', step) + (words && `, ${words}`));
    this.node.style.setProperty('--at', String(share(this.steps, index)));
    this.node.classList.toggle('held', held);
    this.knob.textContent = step;
    this.back.hidden = !held;
  }

  private choose(index: number): void {
    const last = this.steps.length - 1;
    const next = Math.max(0, Math.min(last, index));
    this.move(next === last ? null : next);
  }
}

/** The button that leads back to the newest step; the slider keeps the focus when it goes. */
export function backButton(onclick: () => void, slider: HTMLElement): HTMLButtonElement {
  const title = trans.__('Back to the newest step');
  const button = h('button.nbt-link.nbt-now', { type: 'button', title, hidden: true }, trans.__('now'));
  button.addEventListener('click', () => {
    const held = document.activeElement === button;
    onclick();
    if (held) slider.focus();
  });
  return button;
}

/** Where a sample stands between the first and the last: samples are evenly spread on the axis. */
export const share = (steps: readonly number[], index: number): number =>
  steps.length > 1 ? index / (steps.length - 1) : 1;

/** The sample at `step`, or the last one before it; the newest for null. */
export function sampleAt(steps: readonly number[], step: number | null): number {
  let index = steps.length - 1;
  if (step != null) while (index > 0 && steps[index] > step) index--;
  return index;
}
