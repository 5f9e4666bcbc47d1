/** The step cursor of the curves: stops where the reader goes, tells the other views, follows the newest otherwise. */
import { finished, running } from './curves-support';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { num, STEP, type StepDetail } from '../src/kit';
import type { CurvesJson } from '../src/schema';
import { type CurvesView, renderCurves } from '../src/views/curves';

let host: HTMLElement;
let views: CurvesView[] = [];
let heard: StepDetail[] = [];
let runs = 0;
const hear = (event: Event) => heard.push((event as CustomEvent<StepDetail>).detail);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  host = document.createElement('div');
  document.body.replaceChildren(host);
  heard = [];
  runs += 1;
  document.addEventListener(STEP, hear);
});
afterEach(() => {
  for (const view of views) view.dispose();
  views = [];
  document.removeEventListener(STEP, hear);
  vi.useRealTimers();
});

const name = () => `run ${runs}`;
function draw(curves: CurvesJson, place = host): CurvesView {
  const view = renderCurves(place, { ...curves, run: name() });
  views.push(view);
  vi.advanceTimersByTime(2000);
  return view;
}
const root = (place = host) => place.querySelector<HTMLElement>('[data-nbtorch="live"]')!;
const slider = (place = host) => place.querySelector<HTMLInputElement>('input[type=range]')!;
const back = () => host.querySelector<HTMLButtonElement>('.nbt-now')!;
const press = (key: string, more: KeyboardEventInit = {}) =>
  slider().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
const drag = (step: number) => {
  slider().value = String(step);
  slider().dispatchEvent(new Event('input', { bubbles: true }));
};
const values = (place = host) => [...place.querySelectorAll('.vals')].map((one) => one.textContent);

it('follows the newest step until the reader goes back', () => {
  const view = draw(running(400));
  expect([root().dataset.step, slider().value, slider().max, back().hidden]).toEqual(['', '400', '400', true]);
  expect(slider().getAttribute('aria-valuetext')).toMatch(/^step 400: loss train .*, loss val .*, accuracy .*, learning rate .*/);
  view.append({ kind: 'points', add: { loss: { role: 'loss', x: [401], y: [0.5] } }, facts: { steps: 401 } });
  vi.advanceTimersByTime(2000);
  expect(slider().value).toBe('401');
  drag(150);
  view.append({ kind: 'points', add: { loss: { role: 'loss', x: [402], y: [0.4] } }, facts: { steps: 402 } });
  vi.advanceTimersByTime(2000);
  expect([root().dataset.step, slider().value, slider().max, back().hidden]).toEqual(['150', '150', '402', false]);
  slider().focus();
  back().focus();
  back().click();
  expect([root().dataset.step, slider().value]).toEqual(['', '402']);
  expect(document.activeElement).toBe(slider());
});

it('shows the value of every series at the step', () => {
  const curves = structuredClone(finished);
  draw(curves);
  const newest = values();
  drag(46);
  const at = (series: string) => {
    const { x, y } = curves.series.find((one) => one.name === series)!;
    return y[x.filter((step) => step <= 46).length - 1]!;
  };
  expect(values()[0]).toContain('step 46');
  expect(values()[0]).toContain(`val ${num(at('val_loss'))}`);
  expect(values()[2]).toBe(num(at('lr')));
  expect(slider().getAttribute('aria-valuetext')).toContain(`loss val ${num(at('val_loss'))}`);
  expect(values()).not.toEqual(newest);
  expect(host.querySelectorAll('.nbt-held:not([hidden])')).toHaveLength(4);
  press('End');
  expect(values()).toEqual(newest);
  expect(host.querySelectorAll('.nbt-held:not([hidden])')).toHaveLength(0);
});

it('says that a series has no value yet', () => {
  draw(finished);
  drag(2);
  expect(values()[0]).toContain('val –');
});

it('goes by keys: part of the steps in sight, one step, ten parts, the first, the newest', () => {
  draw(finished);
  const steps: (string | undefined)[] = [];
  for (const [key, more] of [
    ['ArrowLeft', {}],
    ['ArrowLeft', { shiftKey: true }],
    ['PageDown', {}],
    ['ArrowRight', { shiftKey: true }],
    ['Home', {}],
    ['ArrowLeft', {}],
    ['PageUp', {}],
    ['End', {}],
  ] as [string, KeyboardEventInit][]) {
    press(key, more);
    steps.push(root().dataset.step);
  }
  expect(steps).toEqual(['1236', '1235', '1175', '1176', '1', '1', '61', '']);
});

it('tells the other views of the run, which come along', () => {
  const other = document.createElement('div');
  document.body.append(other);
  draw(finished);
  draw(finished, other);
  drag(700);
  expect(root(other).dataset.step).toBe('700');
  expect(values(other)).toEqual(values());
  slider(other).value = '90';
  slider(other).dispatchEvent(new Event('input', { bubbles: true }));
  expect(root().dataset.step).toBe('90');
  expect(heard).toEqual([700, 90].map((step) => ({ run: name(), step })));
});

it('leaves the views of another run alone, and keeps the step of a view that comes back', () => {
  draw(finished);
  drag(300);
  runs += 1;
  const other = document.createElement('div');
  document.body.append(other);
  draw(finished, other);
  expect(root(other).dataset.step).toBe('');
  runs -= 1;
  host.replaceChildren();
  draw(finished);
  expect(root().dataset.step).toBe('300');
});
