import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GradflowJson } from '../src/schema';
import { STEP } from '../src/kit';
import { renderGradflow, type GradflowHandle } from '../src/views/gradflow';
import { rowsOf, wordAt } from '../src/views/gradflow/read';
import deep from './fixtures/gradflow-deep.json';

const fixture = () => structuredClone(deep) as unknown as GradflowJson;
let host: HTMLElement;
let view: GradflowHandle;
beforeEach(() => {
  host = document.createElement('div');
  document.body.replaceChildren(host);
});
afterEach(() => view?.dispose());

const show = (data: GradflowJson) => {
  view = renderGradflow(host, data);
  return host.querySelector<HTMLElement>('[data-nbtorch="gradflow"]')!;
};
const all = (selector: string) => [...host.querySelectorAll<HTMLElement>(selector)];
const row = (name: string) => host.querySelector<HTMLElement>(`[data-layer="${name}"]`)!;
const slider = () => host.querySelector<HTMLInputElement>('input[type=range]')!;
const slide = (index: number) => {
  slider().value = String(index);
  slider().dispatchEvent(new Event('input', { bubbles: true }));
};
const many = (count: number): GradflowJson => {
  const data = fixture();
  const [layer] = data.layers;
  data.layers = Array.from({ length: count }, (_, i) => ({ ...layer, name: `blocks.${i >> 1}.fc${i & 1}` }));
  return data;
};

describe('the table', () => {
  it('has a row per layer, first to last, with a word where one is due', () => {
    const data = fixture();
    show(data);
    expect(all('[data-layer]').map(one => one.dataset.layer)).toEqual(data.layers.map(layer => layer.name));
    expect(row('enc.0').querySelector('.word')!.textContent).toContain('vanishing');
    expect(row('head').querySelector('.word')!.textContent).toBe('');
  });

  it('says the finding in its name', () => {
    const root = show(fixture());
    expect(root.getAttribute('aria-label')).toMatch(/^Gradient flow of Deep, step \d+: \d+ need attention$/);
  });

  it('writes the numbers of the newest sample', () => {
    const data = fixture();
    show(data);
    const norm = data.layers.at(-1)!.norm.at(-1)!;
    expect(row('head').querySelector('.num')!.textContent).toBe(norm.toPrecision(3));
  });

  it('shows distributions on request', () => {
    show(fixture());
    const before = row('head').querySelectorAll('path').length;
    all('[role=radio]')[1].click();
    expect(host.querySelector('.nbt-gf')!.classList).toContain('tall');
    expect(row('head').querySelectorAll('path').length).toBeGreaterThan(0);
    expect(before).toBeGreaterThan(0);
  });

  it('takes names as text', () => {
    const data = fixture();
    data.layers[0].name = '<img src=x onerror=alert(1)>';
    show(data);
    expect(host.querySelector('img')).toBeNull();
  });
});

describe('the slider', () => {
  it('goes back in time', () => {
    const data = fixture();
    const root = show(data);
    slide(0);
    expect(root.dataset.step).toBe(String(data.steps[0]));
    expect(host.querySelector('.nbt-knob')!.textContent).toBe(data.steps[0].toLocaleString('en-US'));
  });

  it('has keys for ten samples', () => {
    const root = show(fixture());
    const at = Number(slider().value);
    slider().dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true }));
    expect(Number(slider().value)).toBe(Math.max(0, at - 10));
    expect(root.dataset.step).not.toBe(undefined);
  });

  it('follows a step that another view tells', () => {
    const data = { ...fixture(), run: 'a' };
    const root = show(data);
    const tell = (step: number | null, run = 'a') =>
      document.dispatchEvent(new CustomEvent(STEP, { detail: { run, step } }));
    tell(data.steps[2] + 1);
    expect(root.dataset.step).toBe(String(data.steps[2]));
    expect(host.querySelector('.nbt-scrub')!.classList).toContain('held');
    tell(data.steps[0], 'b');
    expect(root.dataset.step).toBe(String(data.steps[2]));
    tell(null);
    expect(root.dataset.step).toBe(String(data.steps.at(-1)));
  });

  it('tells the other views, and its button leads back', () => {
    const data = { ...fixture(), run: 'c' };
    const heard: unknown[] = [];
    const hear = (event: Event) => heard.push((event as CustomEvent).detail);
    document.addEventListener(STEP, hear);
    const root = show(data);
    slide(1);
    const back = host.querySelector<HTMLButtonElement>('.nbt-now')!;
    expect(back.hidden).toBe(false);
    back.focus();
    back.click();
    expect(document.activeElement).toBe(slider());
    slide(3);
    slide(data.steps.length - 1);
    document.removeEventListener(STEP, hear);
    expect(heard).toEqual([data.steps[1], null, data.steps[3], null].map(step => ({ run: 'c', step })));
    expect(root.dataset.step).toBe(String(data.steps.at(-1)));
    expect(back.hidden).toBe(true);
  });

  it('is where another view of the run has been before', () => {
    const data = { ...fixture(), run: 'd' };
    show(data);
    slide(2);
    view.dispose();
    const root = show(data);
    expect(root.dataset.step).toBe(String(data.steps[2]));
  });
});

describe('many layers', () => {
  it('are folded by their block, and open on request', () => {
    show(many(24));
    expect(all('[data-layer]')).toHaveLength(12);
    row('blocks.0').querySelector('button')!.click();
    expect(all('[data-layer]')).toHaveLength(14);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Fold blocks.0');
  });

  it('add up as squares, and the worst word stands for all', () => {
    const data = many(24);
    data.layers[1].marks = [[0, 'NaN']];
    const [first] = rowsOf(data, new Set());
    expect(first.norm[0]).toBeCloseTo(Math.SQRT2 * data.layers[0].norm[0]!, 12);
    expect(wordAt(first, 0)).toBe('NaN');
    expect(first.params).toBe(2 * data.layers[0].params);
  });
});

describe('newer data', () => {
  const shorter = () => {
    const data = fixture();
    const cut = <T>(list: T[]) => list.slice(0, 4);
    data.steps = cut(data.steps);
    for (const layer of data.layers)
      for (const key of ['norm', 'ratio', 'zeros', 'low', 'high', 'bad', 'hist'] as const)
        (layer[key] as unknown[]) = cut(layer[key] as unknown[]);
    return data;
  };

  it('moves a reader who is at the end, and leaves one who is not', () => {
    const whole = fixture();
    const root = show(shorter());
    view.update(whole);
    expect(root.dataset.step).toBe(String(whole.steps.at(-1)));
    slide(1);
    view.update(whole);
    expect(root.dataset.step).toBe(String(whole.steps[1]));
  });

  it('replaces an empty view', () => {
    show({ ...fixture(), layers: [] });
    expect(host.textContent).toContain('No layer has a gradient yet');
    view.update(fixture());
    expect(all('[data-layer]').length).toBeGreaterThan(3);
  });
});
