/** Going back through captured steps of a graph: the numbers, the colours, the details, and the other views. */
import { running } from './curves-support';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STEP, num, type StepDetail } from '../src/kit';
import type { GradflowJson, GraphJson } from '../src/schema';
import { renderCurves } from '../src/views/curves';
import { renderGradflow } from '../src/views/gradflow';
import { renderGraph, type GraphHandle } from '../src/views/graph';
import { decode } from '../src/views/graph/history';
import captured from './fixtures/graph-captured.json';
import flow from './fixtures/gradflow-deep.json';

let host: HTMLElement;
let view: GraphHandle | null = null;
let runs = 0;
const fixture = () => {
  const graph = structuredClone(captured) as unknown as GraphJson;
  graph.history!.run = `captured ${++runs}`;
  return graph;
};
beforeEach(() => {
  host = document.createElement('div');
  document.body.replaceChildren(host);
});
afterEach(() => view?.dispose());

const show = (graph: GraphJson) => {
  view = renderGraph(host, graph);
  return root();
};
const root = () => host.querySelector<HTMLElement>('[data-nbtorch="graph"]')!;
const slider = () => host.querySelector<HTMLInputElement>('.nbt-timeline input')!;
const slide = (at: number) => {
  slider().value = String(at);
  slider().dispatchEvent(new Event('input', { bubbles: true }));
};
const node = (op: string) => host.querySelector<SVGElement>(`.nbt-node[data-op="${op}"]`)!;
const fill = (op: string) => node(op).querySelector('.body')!.getAttribute('style');
const colour = (name: string) =>
  [...host.querySelectorAll<HTMLElement>('[role=radio]')].find(one => one.textContent === name)!.click();
const legend = () => host.querySelector('.nbt-legend')!.textContent;
const { history } = captured;
const at = history.drawn[5];
const norm = (place: number, step: number) =>
  decode(history.nodes[place].grad, history.range.grad as [number, number])[step]!;

describe('two letters', () => {
  it('are a number on a logarithmic scale, zero or none', () => {
    const [none, zero, low, high, middle] = decode('000102zzV0', [-4, 2]);
    expect([none, zero]).toEqual([null, 0]);
    expect(low).toBeCloseTo(1e-4, 12);
    expect(high).toBeCloseTo(100, 8);
    expect(Math.log10(middle!)).toBeCloseTo(-1, 2);
  });
});

describe('captured steps', () => {
  it('begin with the newest, whose numbers are those on the nodes', () => {
    const data = fixture();
    show(data);
    colour('gradient');
    expect(root().dataset.step).toBe(String(data.step));
    expect(node('linear').textContent).toContain(num(data.nodes.find(({ op }) => op === 'linear')!.grad));
    expect(host.querySelector('.nbt-timeline')!.textContent).toContain(`${history.steps.length} captured steps`);
    expect(host.querySelector<HTMLElement>('.nbt-now')!.hidden).toBe(true);
  });

  it('recolour nodes and edges on one scale, and lead back', () => {
    show(fixture());
    colour('gradient');
    const [before, scale, edges] = [fill('linear'), legend(), host.querySelector('.nbt-edges')!.innerHTML];
    slide(at);
    expect(root().dataset.step).toBe(String(history.steps[at]));
    expect(host.querySelector('.nbt-facts')!.textContent).toContain(`step ${history.steps[at]}`);
    const place = captured.nodes.findIndex(({ op }) => op === 'linear');
    expect(node('linear').textContent).toContain(num(norm(place, at)));
    expect(fill('linear')).not.toBe(before);
    expect(legend()).toBe(scale);
    expect(host.querySelector('.nbt-edges')!.innerHTML).not.toBe(edges);
    expect(slider().getAttribute('aria-valuetext')).toBe(`step ${history.steps[at]}`);
    host.querySelector<HTMLElement>('.nbt-now')!.click();
    expect([fill('linear'), host.querySelector('.nbt-edges')!.innerHTML]).toEqual([before, edges]);
  });

  it('keep time and memory on one scale too, and the width of every node', () => {
    show(fixture());
    for (const quantity of ['time', 'memory']) {
      colour(quantity);
      const [scale, widths] = [legend(), host.querySelector('svg[role=group]')!.getAttribute('width')];
      const at0 = node('linear').getAttribute('transform');
      for (const step of [0, 7, at]) {
        slide(step);
        expect(legend()).toBe(scale);
        expect(node('linear').getAttribute('transform')).toBe(at0);
        expect(host.querySelector('svg[role=group]')!.getAttribute('width')).toBe(widths);
      }
    }
  });

  it('say the loss of the step on the result and in the name', () => {
    show(fixture());
    slide(at);
    const loss = num(history.loss[at]);
    expect(node('cross_entropy').textContent).toContain(loss);
    expect(root().getAttribute('aria-label')).toContain(`value ${loss}`);
  });

  it('have the histograms of the step in the details, or the nearest before with its step', () => {
    show(fixture());
    node('linear').dispatchEvent(new MouseEvent('click'));
    const titles = () => [...host.querySelectorAll('.nbt-hist figcaption')].map(one => one.textContent);
    const shape = () => host.querySelector('.nbt-hist svg')!.innerHTML;
    const newest = shape();
    expect(titles()).toEqual(['value', 'gradient']);
    slide(at);
    expect(titles()).toEqual(['value', 'gradient']);
    expect(shape()).not.toBe(newest);
    const between = history.steps.findIndex((_, step) => step > at && !history.drawn.includes(step));
    const before = history.steps[Math.max(...history.drawn.filter(step => step < between))];
    slide(between);
    expect(titles()).toEqual([`value, step ${before}`, `gradient, step ${before}`]);
    expect(host.querySelector('.nbt-card dl')!.textContent).toContain(num(norm(captured.nodes.findIndex(({ op }) => op === 'linear'), between)));
  });

  it('mark a step that ran other ops, and say so instead of numbers', () => {
    show(fixture());
    const [other] = history.other;
    expect(host.querySelectorAll('.nbt-marks i')).toHaveLength(1);
    colour('gradient');
    slide(other);
    expect(host.querySelector('.nbt-facts')!.textContent).toContain(`step ${history.steps[other]} ran other ops`);
    expect(slider().getAttribute('aria-valuetext')).toBe(`step ${history.steps[other]}, ran other ops`);
    expect(node('linear').textContent).toContain('–');
    slide(other + 1);
    expect(node('linear').textContent).not.toContain('–');
  });

  it('total a repeated block over its copies', () => {
    show(fixture());
    colour('time');
    const group = () => host.querySelector('.nbt-node.group .v')!.textContent;
    const newest = group();
    slide(at);
    expect(group()).toMatch(/[mµ]s$/);
    expect(group()).not.toBe(newest);
    expect(host.querySelectorAll('rect.copy')).toHaveLength(3);
  });

  it('are few of many: the view says how many there were', () => {
    const data = fixture();
    data.history!.captured = 1234;
    show(data);
    expect(host.querySelector('.nbt-timeline')!.textContent).toContain(`${history.steps.length} of 1,234 captured steps`);
  });

  it('are left out where they do not fit the graph', () => {
    const data = fixture();
    data.history!.nodes.pop();
    show(data);
    expect(host.querySelector<HTMLElement>('.nbt-timeline')!.hidden).toBe(true);
    expect(node('linear')).not.toBeNull();
  });
});

describe('newer numbers of the same graph', () => {
  it('keep the slider, its focus and the step; at the end they are shown', () => {
    const data = fixture();
    const longer = structuredClone(data);
    longer.step = 640;
    longer.history!.steps[longer.history!.steps.length - 1] = 640;
    longer.nodes.find(({ op }) => op === 'linear')!.grad = 12345;
    show(data);
    colour('gradient');
    const before = slider();
    before.focus();
    slide(at);
    view!.update(longer);
    expect(slider()).toBe(before);
    expect(document.activeElement).toBe(before);
    expect(root().dataset.step).toBe(String(history.steps[at]));
    slide(history.steps.length - 1);
    expect(root().dataset.step).toBe('640');
    expect(node('linear').textContent).toContain('12,345');
  });

  it('of another graph are drawn anew', () => {
    const data = fixture();
    show(data);
    const before = slider();
    view!.update({ ...data, call: 'other' });
    expect(slider()).not.toBe(before);
  });
});

it('the views of a run go together', () => {
  const places = [0, 1].map(() => document.body.appendChild(document.createElement('div')));
  const data = fixture();
  const { run } = data.history!;
  show(data);
  const curves = renderCurves(places[0], { ...running(600), run });
  const gradients = renderGradflow(places[1], { ...(flow as unknown as GradflowJson), run });
  const steps = () => [host, ...places].map(place => place.querySelector<HTMLElement>('[data-nbtorch]')!.dataset.step);
  const heard: (number | null)[] = [];
  const hear = (event: Event) => heard.push((event as CustomEvent<StepDetail>).detail.step);
  document.addEventListener(STEP, hear);
  slide(at);
  const step = history.steps[at];
  const sample = (flow.steps as number[]).filter(one => one <= step).at(-1)!;
  expect(steps()).toEqual([step, step, sample].map(String));
  const move = (place: HTMLElement, value: number) => {
    const input = place.querySelector<HTMLInputElement>('input[type=range]')!;
    input.value = String(value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  move(places[1], 1);
  const first = history.steps.filter(one => one <= flow.steps[1]).at(-1) ?? history.steps[0];
  expect(steps()).toEqual([first, flow.steps[1], flow.steps[1]].map(String));
  move(places[1], flow.steps.length - 1);
  expect(steps()).toEqual([String(data.step), '', String(flow.steps.at(-1))]);
  document.removeEventListener(STEP, hear);
  expect(heard).toEqual([step, flow.steps[1], null]);
  curves.dispose();
  gradients.dispose();
});
