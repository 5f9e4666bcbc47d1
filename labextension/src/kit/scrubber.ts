/** A slider that is the x axis: one knob with the step in it. A real range input, so keys and screen readers work. */
import { h } from './dom';
import { int } from './numbers';
import { trans } from './trans';

/** What a view tells, and hears, when the reader goes to another step; `detail` is the step. */
export const STEP = 'nbtorch:step';

export interface Scrubber {
  node: HTMLElement;
  /** Show the sample at `index` without telling anybody. */
  show(index: number): void;
}

export function scrubber(label: string, steps: readonly number[], at: number, move: (index: number) => void): Scrubber {
  const last = steps.length - 1;
  const input = h('input', { type: 'range', min: 0, max: last, step: 1, 'aria-label': label }) as HTMLInputElement;
  const knob = h('span.nbt-knob', { 'aria-hidden': 'true' });
  const ends = [steps[0], steps[last]].map(step => h('small', { 'aria-hidden': 'true' }, int(step)));
  const node = h('div.nbt-scrub', { 'data-lm-suppress-shortcuts': 'true' }, h('i'), ends, knob, input);
  const show = (index: number) => {
    input.value = String(index);
    input.setAttribute('aria-valuetext', trans.__('step %1', int(steps[index])));
    node.style.setProperty('--at', String(share(steps, index)));
    knob.textContent = int(steps[index]);
  };
  const choose = (index: number) => {
    const next = Math.max(0, Math.min(last, index));
    show(next);
    move(next);
  };
  input.addEventListener('input', () => choose(Number(input.value)));
  input.addEventListener('keydown', event => {
    const by = { PageUp: 10, PageDown: -10 }[event.key];
    if (!by) return;
    event.preventDefault();
    choose(Number(input.value) + by);
  });
  show(at);
  return { node, show };
}

/** Where a sample stands between the first and the last: samples are evenly spread on the axis. */
export const share = (steps: readonly number[], index: number): number =>
  steps.length > 1 ? index / (steps.length - 1) : 1;

/** The sample at `step`, or the last one before it. */
export function sampleAt(steps: readonly number[], step: number): number {
  let index = steps.length - 1;
  while (index > 0 && steps[index] > step) index--;
  return index;
}
