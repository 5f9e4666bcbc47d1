/** A language in which every word is marked: what is not marked cannot be translated. */
import { finished, running } from './curves-support';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { trans } from '../src/kit';
import { PanelModel } from '../src/model';
import { PanelView } from '../src/panel';
import type { CurvesJson, DevicesJson, ExplainJson, GradflowJson, GraphJson } from '../src/schema';
import { renderCurves } from '../src/views/curves';
import { renderDevices } from '../src/views/devices';
import { renderExplain } from '../src/views/explain';
import { renderGradflow } from '../src/views/gradflow';
import { renderGraph } from '../src/views/graph';
import devices from './fixtures/devices-digits.json';
import gradflow from './fixtures/gradflow-deep.json';
import captured from './fixtures/graph-captured.json';
import gpt from './fixtures/graph-gpt.json';
import mlp from './fixtures/graph-mlp.json';
import { FakeKernel, recorded, settle } from './panel-support';

const marked = (text: string, values: unknown[]) =>
  `‹${text.replace(/%(\d)/g, (_, place) => `›${values[Number(place) - 1]}‹`)}›`;
let host: HTMLElement;
beforeEach(() => {
  localStorage.clear();
  trans.use({ __: (text, ...values) => marked(text, values), _n: (_, many, n, ...values) => marked(many, [n, ...values]) });
  host = document.createElement('div');
  document.body.replaceChildren(host);
});
afterEach(() => trans.use(null));

/** Names that are the same in every language: units, formats, code, and what the notebook calls things. */
const NAMES = /^(dtype|FLOPs|grad_fn|CSV|JSON|SVG|PNG|NaN|nbtorch|max|of)$/;
const strings = (data: unknown): string[] => {
  if (typeof data === 'string') return [data, ...data.split('.')];
  if (Array.isArray(data)) return data.flatMap(strings);
  return data && typeof data === 'object' ? Object.entries(data).flatMap(strings) : [];
};

/** The words of a view that are neither marked nor the notebook's. */
function unmarked(root: Element, data: unknown): string[] {
  const names = [...new Set([...strings(data), ...[...root.querySelectorAll('code, pre')].map((one) => one.textContent ?? '')])]
    .filter((name) => name.length > 1)
    .sort((a, b) => b.length - a.length);
  const texts = [...root.querySelectorAll('*')].flatMap((element) => [
    ...['aria-label', 'title', 'placeholder', 'aria-valuetext'].map((name) => element.getAttribute(name) ?? ''),
    ...(element.closest('code, pre, style') ? [] : [...element.childNodes].filter((one) => one.nodeType === 3).map((one) => one.textContent ?? '')),
  ]);
  return texts.flatMap((text) => {
    const left = names.reduce((rest, name) => rest.replaceAll(name, ' '), text.replace(/‹[^‹›]*›/g, ' '));
    return left.split(/[^\p{L}_]+/u).filter((word) => word.length > 2 && !NAMES.test(word)).map((word) => `${word} in "${text}"`);
  });
}

it('marks every word of the graph view', () => {
  for (const data of [mlp, gpt]) {
    renderGraph(host, data as unknown as GraphJson);
    for (const radio of host.querySelectorAll<HTMLElement>('[role=radio]')) {
      radio.click();
      expect(unmarked(host, data)).toEqual([]);
    }
    host.querySelector<SVGElement>('.nbt-node.op')!.dispatchEvent(new MouseEvent('click'));
    expect(host.querySelector<HTMLElement>('.nbt-card')!.hidden).toBe(false);
    expect(unmarked(host, data)).toEqual([]);
  }
  const bare = { schema: 1, kind: 'graph', nodes: [], edges: [] } as GraphJson;
  renderGraph(host, bare);
  expect(unmarked(host, bare)).toEqual([]);
});

it('marks every word of captured steps', () => {
  renderGraph(host, captured as unknown as GraphJson);
  host.querySelector<SVGElement>('.nbt-node.op')!.dispatchEvent(new MouseEvent('click'));
  const slider = host.querySelector<HTMLInputElement>('.nbt-timeline input')!;
  for (const at of [1, captured.history.other[0]]) {
    slider.value = String(at);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    expect(unmarked(host, captured)).toEqual([]);
  }
});

it('marks every word of the devices view', () => {
  renderDevices(host, devices as unknown as DevicesJson);
  for (const mode of [0, 1, 2]) {
    host.querySelectorAll<HTMLElement>('[role=radio]')[mode].click();
    expect(unmarked(host, devices)).toEqual([]);
  }
  const odd = structuredClone(devices) as unknown as DevicesJson;
  odd.unexpected = [{ what: 'data', mod: 'head', shape: [2, 3], device: 'cuda:0', bytes: 24 }];
  odd.hidden = 3;
  renderDevices(host, odd);
  expect(unmarked(host, odd)).toEqual([]);
  renderDevices(host, { ...odd, devices: [] });
  expect(unmarked(host, odd)).toEqual([]);
});

it('marks every word of the gradient flow', () => {
  const data = gradflow as unknown as GradflowJson;
  renderGradflow(host, data);
  for (const radio of host.querySelectorAll<HTMLElement>('[role=radio]')) {
    radio.click();
    expect(unmarked(host, [data.layers.map((layer) => [layer.name, layer.type]), data.name])).toEqual([]);
  }
  renderGradflow(host, { ...data, layers: [] });
  expect(unmarked(host, [])).toEqual([]);
});

it('marks every word of the explanations', () => {
  const found = (['bad', 'warn', 'note'] as const).map((level) => ({
    rule: level, level, title: 'One', tag: 'Two', seen: 'Three', why: 'Four', change: ['-five', '+six'], cell: 3, cellId: null, line: 2,
    file: null, step: 4, subject: level, evidence: { kind: 'line', values: [1, 2], caption: 'seven', level: null },
  }));
  const data = { schema: 1, kind: 'explain', checks: 19, found } as unknown as ExplainJson;
  renderExplain(host, data);
  expect(unmarked(host, data)).toEqual([]);
  host.querySelector<HTMLElement>('.dismiss')!.click();
  expect(unmarked(host, data)).toEqual([]);
  renderExplain(host, { ...data, found: [] });
  expect(unmarked(host, data)).toEqual([]);
});

it('marks every word of a live view', async () => {
  const stops: CurvesJson[] = [
    finished,
    running(300),
    running(300, { earlier: [{ cell: 3, state: 'finished', steps: 1242, series: finished.series }] }),
    running(400, { state: 'interrupted' }),
    running(400, { state: 'error', note: 'Stopped' }),
    running(400, { state: 'nan', nonfinite: [{ step: 90, value: 'nan' }] }),
  ];
  for (const data of stops) {
    host.replaceChildren();
    const view = renderCurves(host, data, { onStop: () => undefined });
    await settle();
    expect(unmarked(host, data)).toEqual([]);
    view.dispose();
  }
});

it('marks every word of the panel', async () => {
  const model = new PanelModel();
  const view = new PanelView(model, { loadExtension: () => {}, restartKernel: () => {}, insert: () => {} }, () => ({ update() {}, dispose() {} }));
  host.append(view.node);
  expect(unmarked(host, [])).toEqual([]);
  for (const state of [recorded(), recorded({ graphs: [], runs: [], tensors: [] })]) {
    model.follow({ name: 'digits.ipynb', kernel: new FakeKernel(state).connection() });
    await settle();
    await settle();
    expect(unmarked(host, [state, 'digits.ipynb'])).toEqual([]);
  }
  model.follow({ name: 'digits.ipynb', kernel: new FakeKernel(recorded(), false).connection() });
  await settle();
  expect(unmarked(host, 'digits.ipynb')).toEqual([]);
  model.follow({ name: 'digits.ipynb', kernel: null });
  await settle();
  expect(unmarked(host, 'digits.ipynb')).toEqual([]);
  view.dispose();
  model.dispose();
});
