import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytes, JUMP } from '../src/kit';
import { createRenderer } from '../src/mime';
import { DEVICES_MIME, type DevicesJson } from '../src/schema';
import { renderDevices, type DevicesHandle } from '../src/views/devices';
import { groupsOf, OWNERS, partsOf, totalAt } from '../src/views/devices/read';
import { squarify } from '../src/views/devices/squarify';
import { momentText } from '../src/views/devices/timeline';
import digits from './fixtures/devices-digits.json';

const fixture = () => structuredClone(digits) as unknown as DevicesJson;
let host: HTMLElement;
let view: DevicesHandle | null = null;
beforeEach(() => {
  host = document.createElement('div');
  document.body.replaceChildren(host);
});
afterEach(() => {
  view?.dispose();
  view = null;
});

const show = (data: DevicesJson) => {
  view = renderDevices(host, data);
  return host.querySelector<HTMLElement>('[data-nbtorch="devices"]')!;
};
const all = (selector: string) => [...host.querySelectorAll<HTMLElement>(selector)];
const choose = (word: string) => all('[role=radio]').find(one => one.textContent === word)!.click();
const key = (target: Element, name: string) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
const reading = () => host.querySelector('.nbt-dev-read')!.textContent!;
const empty = () => Object.fromEntries(OWNERS.map(({ owner }) => [owner, []])) as unknown as DevicesJson['devices'][0]['timeline'];
const two = () => {
  const data = fixture();
  const other = structuredClone(data.devices[0]);
  data.devices.push({ ...other, name: 'cuda:0', peak: null, ops: [], timeline: empty() });
  return data;
};

describe('the sums', () => {
  it('of owners, of modules and of the peak are the same bytes', () => {
    const [device] = fixture().devices;
    const sum = (by: 'owner' | 'module') => groupsOf(device, by).reduce((total, group) => total + group.bytes, 0);
    expect(sum('owner')).toBe(device.total);
    expect(sum('module')).toBe(device.total);
    expect(totalAt(device, device.peak!.at)).toBe(device.total);
    expect(Math.max(...device.ops.map((_, at) => totalAt(device, at)))).toBe(device.total);
  });

  it('fold modules into their blocks', () => {
    const blocks = new Set(partsOf(fixture().devices[0]).map(part => part.block));
    expect(blocks).toContain('stem');
    expect(blocks).toContain('blocks.2');
    expect([...blocks].some(block => block.includes('conv'))).toBe(false);
  });
});

describe('areas', () => {
  it('are as the sizes, fill the room and stay inside', () => {
    const sizes = [600, 300, 200, 100, 50, 1];
    const boxes = squarify(sizes, { x: 10, y: 20, width: 400, height: 200 });
    const whole = sizes.reduce((a, b) => a + b);
    boxes.forEach(({ x, y, width, height }, at) => {
      expect(width * height).toBeCloseTo((sizes[at] / whole) * 80_000, 5);
      expect(x).toBeGreaterThanOrEqual(10);
      expect(y).toBeGreaterThanOrEqual(20);
      expect(x + width).toBeLessThan(410.001);
      expect(y + height).toBeLessThan(220.001);
    });
    expect(squarify([1, 1], { x: 0, y: 0, width: 0, height: 5 })).toHaveLength(2);
  });
});

describe('the view', () => {
  it('states the finding: the peak, once in large, and where it was', () => {
    const data = fixture();
    const [{ total, peak }] = data.devices;
    const root = show(data);
    expect(root.getAttribute('aria-label')).toBe(`Memory on cpu: peak ${bytes(total)} at ${peak!.op} in ${peak!.mod}`);
    expect(host.querySelector('.nbt-dev-peak b')!.textContent).toBe(bytes(total));
    expect(host.querySelector('text.peak')!.textContent).toBe(`peak ${bytes(total)} at batch_norm`);
    expect(root.textContent).toContain('0 host copies');
  });

  it('links the peak to its line', () => {
    const places: unknown[] = [];
    host.addEventListener(JUMP, event => places.push((event as CustomEvent).detail));
    show(fixture());
    host.querySelector<HTMLElement>('.nbt-link')!.click();
    expect(places).toEqual([{ cell: 3, cellId: 'abc', line: 14 }]);
  });

  it('has a row for each owner that has memory', () => {
    const data = fixture();
    data.devices[0].owners.data = {};
    show(data);
    const words = all('.nbt-dev-key tr').map(row => row.dataset.owner);
    expect(words).toHaveLength(5);
    expect(words).not.toContain('data');
  });

  it('groups by owner, by module, or is a table', () => {
    show(fixture());
    expect(host.querySelector('.nbt-tree')!.getAttribute('aria-label')).toMatch(/^Memory by owner: optimizer state/);
    choose('module');
    expect(host.querySelector('.nbt-tree')!.getAttribute('aria-label')).toMatch(/^Memory by module: blocks\.2/);
    choose('table');
    expect(host.querySelector('.nbt-tree')).toBeNull();
    expect(all('[data-block]').map(row => row.dataset.block)).toContain('blocks.0');
    expect(host.querySelector('[data-block="blocks.2"] td:last-child')!.textContent).toMatch(/MB$/);
  });

  it('takes names as text', () => {
    const data = fixture();
    const evil = '<img src=x onerror=alert(1)>';
    data.name = evil;
    data.devices[0].owners.parameters = { [evil]: 5e6 };
    data.devices[0].peak!.mod = evil;
    data.unexpected = [{ what: 'parameters', mod: evil, shape: [2], device: evil, bytes: 8 }];
    show(data);
    choose('table');
    expect(host.querySelector('img')).toBeNull();
    expect(host.textContent).toContain(evil);
  });
});

describe('keys', () => {
  it('move through the areas, one stop of Tab', () => {
    show(fixture());
    const tiles = all('.tile');
    expect(tiles.filter(tile => tile.getAttribute('tabindex') === '0')).toHaveLength(1);
    tiles[0].focus();
    expect(reading()).toBe(tiles[0].getAttribute('aria-label'));
    key(tiles[0], 'ArrowRight');
    expect(document.activeElement).toBe(tiles[1]);
    key(tiles[1], 'End');
    expect(document.activeElement).toBe(tiles.at(-1));
    expect(tiles.filter(tile => tile.getAttribute('tabindex') === '0')).toEqual([tiles.at(-1)]);
  });

  it('read the step op by op, from the peak', () => {
    const data = fixture();
    const [device] = data.devices;
    show(data);
    const input = host.querySelector<HTMLInputElement>('input[type=range]')!;
    expect(input.value).toBe(String(device.peak!.at));
    expect(input.getAttribute('aria-valuetext')).toBe(momentText(device, device.peak!.at));
    input.value = '0';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    expect(reading()).toMatch(/^conv2d in stem\.0, forward: /);
    key(input, 'PageUp');
    expect(input.value).toBe('10');
    input.dispatchEvent(new Event('blur'));
    expect(reading()).toBe('Memory over the step, op by op');
  });
});

describe('several devices', () => {
  it('are chosen in the header; one that was not measured says what is there now', () => {
    const root = show(two());
    choose('cuda:0');
    expect(root.getAttribute('aria-label')).toMatch(/^Memory on cuda:0: .* now$/);
    expect(host.querySelector('.nbt-dev-time')).toBeNull();
    expect(document.activeElement?.textContent).toBe('cuda:0');
  });

  it('have copies, and tensors where they are not expected', () => {
    const data = two();
    data.copies = [{ from: 'cpu', to: 'cuda:0', times: 2, bytes: 2048 }];
    data.unexpected = [{ what: 'parameters', mod: 'head', shape: [10, 128], device: 'cuda:0', bytes: 5120 }];
    data.hidden = 3;
    const root = show(data);
    expect(root.textContent).toContain('2 × cpu → cuda:0');
    expect(root.textContent).toContain('Not on cpu, where most of the model is');
    expect(root.textContent).toContain('and 3 more');
    expect(root.getAttribute('aria-label')).toMatch(/; 4 on an unexpected device$/);
  });
});

describe('newer data', () => {
  it('keeps what the reader chose', () => {
    const root = show(fixture());
    choose('module');
    const next = fixture();
    next.step = 99;
    view!.update(next);
    expect(host.querySelector('[data-nbtorch="devices"]')).toBe(root);
    expect(host.querySelector('.nbt-tree')!.getAttribute('aria-label')).toMatch(/^Memory by module/);
    expect(root.textContent).toContain('step 99');
  });

  it('replaces an empty view, and an error is text', () => {
    show({ ...fixture(), devices: [] });
    expect(host.textContent).toContain('No tensor holds memory yet');
    view!.update(fixture());
    expect(all('.tile').length).toBeGreaterThan(5);
    view!.update({ ...fixture(), devices: [{}] } as unknown as DevicesJson);
    expect(host.textContent).toContain('could not be drawn');
    expect(host.textContent).toContain(fixture().finding);
  });

  it('is drawn by the renderer of its MIME type', async () => {
    const renderer = createRenderer(DEVICES_MIME);
    const model = { data: { [DEVICES_MIME]: fixture(), 'text/plain': '' } };
    await renderer.renderModel(model as unknown as Parameters<typeof renderer.renderModel>[0]);
    expect(renderer.node.querySelectorAll('[data-nbtorch="devices"]')).toHaveLength(1);
    renderer.dispose();
  });
});
