import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PanelModel } from '../src/model';
import { PanelView } from '../src/panel';
import type { DevicesBrief, DevicesJson, PanelState } from '../src/schema';
import { OWNERS } from '../src/views/devices/read';
import digits from './fixtures/devices-digits.json';
import { FakeKernel, recorded, settle } from './panel-support';

const whole = digits as unknown as DevicesJson;
const brief = (change: Partial<DevicesBrief> = {}): DevicesBrief => ({
  ...whole,
  version: 1,
  devices: whole.devices.map(({ name, backend, total, peak, owners, timeline }) => ({
    name,
    backend,
    total,
    peak,
    owners: Object.fromEntries(OWNERS.map(({ owner }) => [owner, Object.values(owners[owner]).reduce((sum, size) => sum + size, 0)])) as DevicesBrief['devices'][0]['owners'],
    spark: timeline.activations,
  })),
  ...change,
});
const actions = { loadExtension: vi.fn(), restartKernel: vi.fn(), insert: vi.fn() };
const found = vi.fn();
let model: PanelModel;
let view: PanelView;

class Kernel extends FakeKernel {
  asked: string[] = [];
  answer(comm: Parameters<FakeKernel['answer']>[0], data: Record<string, unknown>): void {
    this.asked.push(String(data.ask));
    if (data.ask === 'devices') queueMicrotask(() => comm.speak({ id: data.id, ok: true, devices: whole }));
    else super.answer(comm, data);
  }
}

async function follow(change: Partial<PanelState>): Promise<Kernel> {
  const kernel = new Kernel(recorded(change));
  model.follow({ name: 'digits.ipynb', kernel: kernel.connection() });
  await settle();
  await settle();
  return kernel;
}
const section = (name: string) => view.node.querySelector<HTMLElement>(`[data-section="${name}"]`)!;
const menuOf = (row: string) => {
  view.node.querySelector<HTMLElement>(`[data-row="${row}"] .nbt-more > button`)!.click();
  return [...view.node.querySelectorAll<HTMLElement>('[role=menuitem]')];
};

beforeEach(() => {
  localStorage.clear();
  vi.clearAllMocks();
  model = new PanelModel();
  view = new PanelView(model, actions, (host) => {
    host.append(document.createElement('svg'));
    return { update: () => {}, dispose: () => {}, find: found };
  });
  document.body.replaceChildren(view.node);
});
afterEach(() => {
  view.dispose();
  model.dispose();
});

it('says who holds the memory, with words beside every colour', async () => {
  await follow({ devices: brief() });
  const devices = section('devices');
  expect(devices.querySelector('.hd .n')!.textContent).toMatch(/MB$/);
  const key = [...devices.querySelectorAll('.key li')].map((one) => one.children[1].textContent);
  expect(key).toContain('kept for backward');
  expect(devices.querySelectorAll('.bar i')).toHaveLength(key.length);
  for (const word of key) expect(devices.querySelector('.bar')!.getAttribute('aria-label')).toContain(word);
  expect(devices.querySelector('.peak .nbt-link')!.textContent).toMatch(/^cell \[\d+\]/);
  expect(devices.textContent).toContain('0 host copies');
});

it('names what is not where most of the model is', async () => {
  await follow({
    devices: brief({ unexpected: [{ what: 'data', mod: 'head', shape: [2, 3], device: 'cuda:0', bytes: 24 }], hidden: 2 }),
  });
  expect(section('devices').querySelector('.nbt-dev-odd')!.textContent).toContain('data of head, 2×3');
  expect(section('devices').querySelector('.nbt-dev-odd')!.textContent).toContain('and 2 more');
});

it('asks for the whole view only while it is open, and again when there is a newer one', async () => {
  const kernel = await follow({ devices: brief() });
  const asked = () => kernel.asked.filter((ask) => ask === 'devices').length;
  const toggle = [...section('devices').querySelectorAll('button')].at(-1)!;
  expect(asked()).toBe(0);
  toggle.click();
  await settle();
  await settle();
  expect(asked()).toBe(1);
  expect(section('devices').querySelector('[data-nbtorch="devices"]')).not.toBeNull();
  kernel.comm('nbtorch:push').speak({ kind: 'progress', busy: true, devices: brief({ version: 2 }) });
  await settle();
  expect(asked()).toBe(2);
  toggle.click();
  await settle();
  expect(section('devices').querySelector('[data-nbtorch="devices"]')).toBeNull();
  kernel.comm('nbtorch:push').speak({ kind: 'progress', busy: true, devices: brief({ version: 3 }) });
  await settle();
  expect(asked()).toBe(2);
});

it('says that nothing is held', async () => {
  await follow({ devices: null });
  expect(section('devices').textContent).toContain('No tensor holds memory yet.');
  expect(section('devices').querySelector<HTMLElement>('.nbt-link')!.hidden).toBe(true);
});

it('leads from a tensor to its graph, in the panel or under a cell', async () => {
  const tensors = recorded().tensors.map((tensor) => ({ ...tensor, graph: tensor.name === 'loss' }));
  await follow({ tensors });
  menuOf('loss')[0].click();
  await settle();
  expect(model.selected).toBe('loss');
  expect(document.activeElement!.closest('[data-section]')).toBe(section('graphs'));
  menuOf('loss')[1].click();
  expect(actions.insert).toHaveBeenCalledWith('%graph loss', true);
  const [show, run] = menuOf('x_train');
  expect([show, run].map((one) => one.getAttribute('aria-disabled'))).toEqual(['true', 'true']);
  expect(show.textContent).toContain('computed without gradients');
  show.click();
  expect(view.node.querySelector('[role=menu]')).not.toBeNull(); // nothing was done
  show.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  expect(view.node.querySelector('[role=menu]')).toBeNull();
});

it('leads from a module and from its layers to the graph that runs through them', async () => {
  const layer = { name: 'stem.conv', type: 'Conv2d', shape: [3], params: 3, spark: [] };
  await follow({ models: [{ name: 'net', type: 'Net', training: true, params: 3, graph: 'logits', layers: [layer] }] });
  menuOf('stem.conv')[0].click();
  await settle();
  await settle();
  expect(model.selected).toBe('logits');
  expect(found).toHaveBeenLastCalledWith('stem.conv');
  menuOf('net')[1].click();
  expect(actions.insert).toHaveBeenCalledWith('%graph net()', false);
});

it('is a tree of modules that fold, which is remembered', async () => {
  const rows = ['stem', 'blocks', 'blocks.0', 'blocks.0.conv', 'head'];
  const layers = rows.map((name) => ({ name, type: 'Module', shape: name === 'blocks' ? [] : [3], params: 3, spark: [1, 2] }));
  const models = [{ name: 'net', type: 'Net', training: true, params: 3, graph: null, layers, hidden: 7 }];
  await follow({ models });
  const shown = () => [...section('models').querySelectorAll('tr[data-row]')].map((row) => row.getAttribute('data-row'));
  expect(shown()).toEqual(rows);
  expect(section('models').querySelector('[data-row="blocks.0.conv"] code')!.textContent).toBe('conv');
  expect(section('models').textContent).toContain('and 7 more');
  const fold = () => section('models').querySelector<HTMLElement>('[data-row="blocks"] th button')!;
  expect(fold().getAttribute('aria-expanded')).toBe('true');
  fold().focus();
  fold().click();
  expect(shown()).toEqual(['stem', 'blocks', 'head']);
  expect(document.activeElement).toBe(fold());
  section('models').querySelector<HTMLElement>('.fold')!.click();
  view.dispose();
  view = new PanelView(model, actions, () => ({ update: () => {}, dispose: () => {} }));
  document.body.replaceChildren(view.node);
  expect(shown()).toEqual(['stem', 'blocks', 'head']);
  expect(section('models').querySelector('.fold')!.getAttribute('aria-expanded')).toBe('true');
});

it('folds what is inside of a large model', async () => {
  const names = Array.from({ length: 20 }, (_, index) => [`blocks.${index}`, `blocks.${index}.conv`]).flat();
  const layers = names.map((name) => ({ name, type: 'Conv2d', shape: [3], params: 3, spark: [] }));
  await follow({ models: [{ name: 'net', type: 'Net', training: true, params: 3, layers }] });
  expect(section('models').querySelectorAll('tr[data-row]')).toHaveLength(20);
  section('models').querySelector<HTMLElement>('[data-row="blocks.3"] th button')!.click();
  expect(section('models').querySelectorAll('tr[data-row]')).toHaveLength(21);
});

it('shows the graph and the devices of a notebook again as they were left', async () => {
  await follow({ devices: brief() });
  model.select('logits');
  model.showDevices(true);
  const again = new PanelModel();
  again.follow({ name: 'digits.ipynb', kernel: new Kernel(recorded({ devices: brief() })).connection() });
  await settle();
  await settle();
  expect([again.selected, again.devicesOpen]).toEqual(['logits', true]);
  again.follow({ name: 'other.ipynb', kernel: new Kernel(recorded({ devices: brief() })).connection() });
  await settle();
  await settle();
  expect([again.selected, again.devicesOpen]).toEqual(['loss', false]);
  again.dispose();
});

it('goes from row to row with the arrow keys, all rows being one stop', async () => {
  await follow({});
  const buttons = [...section('tensors').querySelectorAll<HTMLElement>('.nbt-more > button')];
  expect(buttons.map((one) => one.tabIndex)).toEqual([0, -1]);
  buttons[0].focus();
  buttons[0].dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  expect(document.activeElement).toBe(buttons[1]);
  expect(buttons.map((one) => one.tabIndex)).toEqual([-1, 0]);
});
