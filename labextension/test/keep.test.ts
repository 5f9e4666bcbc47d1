import { finished, running } from './curves-support';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chosen, keep, prefer, texts } from '../src/kit';
import type { DevicesJson, ExplainJson, GradflowJson, GraphJson } from '../src/schema';
import { renderCurves } from '../src/views/curves';
import { renderDevices } from '../src/views/devices';
import { renderExplain } from '../src/views/explain';
import { renderGradflow } from '../src/views/gradflow';
import { renderGraph } from '../src/views/graph';
import devices from './fixtures/devices-digits.json';
import gradflow from './fixtures/gradflow-deep.json';
import digits from './fixtures/graph-digits.json';

let host: HTMLElement;
const draw: Record<string, () => { dispose(): void }> = {
  graph: () => renderGraph(host, digits as unknown as GraphJson),
  gradflow: () => renderGradflow(host, gradflow as unknown as GradflowJson),
  devices: () => renderDevices(host, devices as unknown as DevicesJson),
};
const radio = (word: string) => [...host.querySelectorAll<HTMLElement>('[role=radio]')].find((one) => one.textContent === word)!;
const isOn = (word: string) => radio(word).getAttribute('aria-checked') === 'true';

beforeEach(() => {
  host = document.createElement('div');
  document.body.replaceChildren(host);
});
afterEach(() => {
  prefer({});
  vi.restoreAllMocks();
});

it.each([
  ['graph', 'memory'],
  ['gradflow', 'distribution'],
  ['devices', 'table'],
])('%s begins as its reader left it', (kind, word) => {
  const view = draw[kind]();
  expect(isOn(word)).toBe(false);
  radio(word).click();
  view.dispose();
  draw[kind]();
  expect(isOn(word)).toBe(true);
});

it('keeps the groups of a graph that are open', () => {
  const view = draw.graph();
  const closed = host.querySelector<SVGElement>('[aria-expanded="false"][data-node]')!;
  const group = closed.getAttribute('data-node')!;
  closed.dispatchEvent(new MouseEvent('click'));
  view.dispose();
  draw.graph();
  expect(host.querySelector(`.nbt-group-head[data-node="${group}"]`)).not.toBeNull();
});

it('carries what was chosen in a live view over to its picture', () => {
  const live = renderCurves(host, running(300), { onStop: () => undefined });
  radio('log').click();
  radio('more').click();
  live.dispose();
  renderCurves(host, finished);
  expect(isOn('log') && isOn('more')).toBe(true);
  host.replaceChildren();
  renderCurves(host, { ...finished, cellId: 'another' });
  expect(isOn('log') || isOn('more')).toBe(false);
});

it('keeps dismissed explanations dismissed, until they are called back', () => {
  const finding = { rule: 'a', level: 'bad', title: 'One', tag: 'Two', seen: '', why: '', change: [], cell: 3, cellId: 'c',
    line: 1, file: null, step: null, subject: '', evidence: null };
  const data = { schema: 1, kind: 'explain', checks: 19, found: [finding] } as unknown as ExplainJson;
  renderExplain(host, data);
  host.querySelector<HTMLElement>('.dismiss')!.click();
  renderExplain(host, data);
  expect(host.querySelector('[data-rule]')).toBeNull();
  [...host.querySelectorAll('button')].find((one) => one.textContent === 'Show 1 dismissed')!.click();
  renderExplain(host, data);
  expect(host.querySelector('[data-rule]')).not.toBeNull();
  host.querySelector<HTMLElement>('.fold')!.click();
  renderExplain(host, data);
  expect(host.querySelector('.fold')!.getAttribute('aria-expanded')).toBe('false');
});

it('begins new views as the settings say, and those that were changed as they were left', () => {
  prefer({ colourBy: 'time', gradients: 'distribution', groupBy: 'module', smoothing: 'off', valueAxis: 'linear' });
  draw.graph();
  expect(isOn('time')).toBe(true);
  draw.gradflow();
  expect(isOn('distribution')).toBe(true);
  draw.devices();
  expect(isOn('module')).toBe(true);
  radio('owner').click();
  draw.devices();
  expect(isOn('owner')).toBe(true);
  renderCurves(host, finished);
  expect(isOn('linear')).toBe(true);
});

it('takes nothing from the storage that it does not know, and works without one', () => {
  localStorage.setItem('nbtorch:views', '[["graph x", {"colour": "plaid"}], 7, ["y", null]]');
  expect(keep('graph', 'x').load()).toEqual({ colour: 'plaid' });
  expect(chosen(['kind', 'time'], 'plaid', undefined)).toBe('kind');
  expect(texts(['a', 3, null])).toEqual(['a']);
  localStorage.setItem('nbtorch:views', '{');
  expect(keep('y').load()).toEqual({});
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('full');
  });
  keep('y').save({ a: 1 });
});

it('forgets the oldest views', () => {
  for (let index = 0; index < 250; index++) keep('graph', index).save({ colour: 'time' });
  expect(keep('graph', 0).load()).toEqual({});
  expect(keep('graph', 249).load()).toEqual({ colour: 'time' });
  expect(JSON.parse(localStorage.getItem('nbtorch:views')!)).toHaveLength(200);
});
