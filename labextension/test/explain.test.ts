import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JUMP } from '../src/kit';
import type { ExplainJson, Finding } from '../src/schema';
import { renderExplain, type ExplainHandle } from '../src/views/explain';

let host: HTMLElement;
let view: ExplainHandle;
beforeEach(() => {
  host = document.createElement('div');
  document.body.replaceChildren(host);
});
afterEach(() => view?.dispose());

const finding = (rule: string, more: Partial<Finding> = {}): Finding => ({
  rule,
  level: 'warn',
  title: `About ${rule}`,
  tag: 'Learns slowly',
  seen: 'The norm is **0.142** at `head`.',
  why: 'It matters.',
  change: ['- old', '+ new'],
  cell: 4,
  cellId: 'abc',
  line: 15,
  file: null,
  step: 3,
  subject: '',
  evidence: null,
  ...more,
});
const data = (...found: Finding[]): ExplainJson => ({ schema: 1, kind: 'explain', checks: 19, found });
const show = (json: ExplainJson) => {
  view = renderExplain(host, json);
  return host.querySelector<HTMLElement>('[data-nbtorch="explain"]')!;
};
const cards = () => [...host.querySelectorAll<HTMLElement>('.nbt-explain')];
const isOpen = (card: HTMLElement) => card.querySelector('.fold')!.getAttribute('aria-expanded') === 'true';
const button = (text: string) => [...host.querySelectorAll('button')].find(one => one.textContent!.includes(text))!;

describe('explanations', () => {
  it('open the first two, and keep the rest to a line', () => {
    show(data(finding('a'), finding('b'), finding('c')));
    expect(cards().map(isOpen)).toEqual([true, true, false]);
    button('About c').click();
    view.update(data(finding('a'), finding('b'), finding('c')));
    expect(isOpen(cards()[2])).toBe(true);
    expect(cards()[2].querySelector<HTMLElement>('.nbt-finding')!.hidden).toBe(false);
  });

  it('write numbers bold and code as code, and nothing else as markup', () => {
    show(data(finding('a', { seen: '**3** of `x` <img src=x onerror=alert(1)>' })));
    const [seen] = host.querySelectorAll('dd');
    expect(seen.querySelector('b')!.textContent).toBe('3');
    expect(seen.querySelector('code')!.textContent).toBe('x');
    expect(host.querySelector('img')).toBeNull();
  });

  it('name what was found', () => {
    expect(show(data(finding('a'), finding('b'))).getAttribute('aria-label')).toBe('Explanations: About a; About b');
  });

  it('lead to the code', () => {
    show(data(finding('a')));
    let place: unknown;
    document.addEventListener(JUMP, event => (place = (event as CustomEvent).detail), { once: true });
    button('cell [4], line 15').click();
    expect(place).toEqual({ cell: 4, cellId: 'abc', line: 15 });
    expect(isOpen(cards()[0])).toBe(true);
  });

  it('show a diff with its signs', () => {
    show(data(finding('a')));
    expect([...host.querySelectorAll('.nbt-diff > div')].map(line => line.className)).toEqual(['out', 'in']);
  });

  it('draw the evidence', () => {
    show(
      data(
        finding('a', { evidence: { kind: 'bars', values: [1, null, 3], caption: 'norms', level: null } }),
        finding('b', { evidence: { kind: 'line', values: [3, 2, 1], caption: 'loss', level: 1 } }),
      ),
    );
    expect(host.querySelectorAll('.nbt-evidence rect')).toHaveLength(2);
    expect(host.querySelectorAll('.nbt-evidence line')).toHaveLength(1);
    expect(host.querySelector('.nbt-evidence svg')!.getAttribute('aria-label')).toBe('norms: from 1.00 to 3.00');
  });

  it('are dismissed, and come back', () => {
    show(data(finding('a'), finding('b')));
    button('Dismiss').click();
    expect(cards()).toHaveLength(1);
    view.update(data(finding('a'), finding('b')));
    expect(cards()).toHaveLength(1);
    button('Show 1 dismissed').click();
    expect(cards()).toHaveLength(2);
  });

  it('say so when there is nothing', () => {
    expect(show(data()).textContent).toContain('Nothing wrong was found');
  });
});
