import { describe, expect, it, vi } from 'vitest';
import {
  bytes,
  clock,
  errorState,
  h,
  histogram,
  inkOn,
  int,
  JUMP,
  jumpLink,
  num,
  percent,
  placeText,
  power,
  ramp,
  s,
  segmented,
  shape,
  shorten,
  si,
  spark,
  time,
} from '../src/kit';

describe('elements', () => {
  it('puts data in as text, never as markup', () => {
    const element = h('p.nbt-note', { title: '"><b>' }, '<img src=x onerror=alert(1)>', null, false, [1, ['two']]);
    expect(element.children).toHaveLength(0);
    expect(element.textContent).toBe('<img src=x onerror=alert(1)>1two');
    expect(element.className).toBe('nbt-note');
    expect(element.getAttribute('title')).toBe('"><b>');
  });

  it('takes listeners as functions only', () => {
    const onclick = vi.fn();
    const element = h('button', { onclick });
    element.click();
    expect(onclick).toHaveBeenCalledOnce();
    expect(h('button', { onclick: 'alert(1)' }).hasAttribute('onclick')).toBe(false);
  });

  it('writes false for aria, and leaves other false attributes out', () => {
    const element = s('g.a.b', { 'aria-expanded': false, hidden: false });
    expect(element.getAttribute('aria-expanded')).toBe('false');
    expect(element.hasAttribute('hidden')).toBe(false);
    expect(element.getAttribute('class')).toBe('a b');
  });
});

describe('numbers', () => {
  it.each([
    [si(77562), '77.6\u2009k'],
    [si(1242), '1.24\u2009k'],
    [si(0), '0'],
    [si(999.7), '1.00\u2009k'],
    [si(7), '7'],
    [si(null), '\u2013'],
    [bytes(131072), '131\u2009kB'],
    [bytes(0), '0\u2009B'],
    [bytes(1.5e18), '1500\u2009PB'],
    [time(241), '241\u2009\u00b5s'],
    [time(0.5), '0.50\u2009\u00b5s'],
    [time(1500), '1.50\u2009ms'],
    [time(2.5e6), '2.50\u2009s'],
    [time(undefined), '\u2013'],
    [num(6.24e-8), '6.24\u00b710\u207b\u2078'],
    [num(-0.00011), '\u22121.10\u00b710\u207b\u2074'],
    [num(0.0425), '0.0425'],
    [num(2.3026), '2.30'],
    [num(1242), '1,242'],
    [num(999.7), '1,000'],
    [num(null), 'NaN'],
    [num(-Infinity), '\u2212\u221e'],
    [num(9.999e-4), '1.00\u00b710\u207b\u00b3'],
    [num(0), '0'],
    [int(1797), '1,797'],
    [percent(0.005), '<1\u2009%'],
    [percent(0.956), '95.6\u2009%'],
    [percent(1), '100\u2009%'],
    [clock(64), '1:04'],
    [clock(7207), '2:00:07'],
    [clock(null), '\u2013'],
    [power(-12), '10\u207b\u00b9\u00b2'],
    [shape([64, 16, 8, 8], 64), '16\u00d78\u00d78'],
    [shape([64], 64), '64'],
    [shape([]), 'scalar'],
    [shape(null), '\u2013'],
    [shorten('abcdefghij', 7), 'abc\u2026hij'],
    [shorten('abc', 7), 'abc'],
  ])('%s', (written, wanted) => expect(written).toBe(wanted));
});

describe('colour', () => {
  it('holds both themes and stays on the ramp', () => {
    expect(ramp('ember', 0)).toBe('light-dark(rgb(246, 236, 220), rgb(55, 44, 63))');
    expect(ramp('ember', 7)).toBe(ramp('ember', 1));
    expect(ramp('ember', Number.NaN)).toBe(ramp('ember', 0));
  });

  it('puts readable ink on every tone of the ramp', () => {
    const channel = (value: number) =>
      value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const luminance = (rgb: number[]) => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
    for (let at = 0; at <= 1; at += 0.02) {
      const fills = [...ramp('ember', at).matchAll(/rgb\(([^)]*)\)/g)].map(match => match[1].split(',').map(Number));
      const inks = [...inkOn('ember', at).matchAll(/#(\w)/g)].map(match => (match[1] === '0' ? 0 : 1));
      expect([fills.length, inks.length]).toEqual([2, 2]);
      fills.forEach((fill, theme) => {
        const [low, high] = [luminance(fill), inks[theme]].sort((a, b) => a - b);
        expect((high + 0.05) / (low + 0.05)).toBeGreaterThan(4.5);
      });
    }
  });
});

describe('parts', () => {
  it('moves a segmented switch with the arrow keys, around the end', () => {
    const choose = vi.fn();
    const part = segmented('Colour by', ['kind', 'time', 'memory'], 'memory', choose);
    document.body.replaceChildren(part);
    const buttons = part.querySelectorAll('button');
    buttons[2].focus();
    buttons[2].dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    expect(choose).toHaveBeenCalledWith('kind');
    expect(document.activeElement).toBe(buttons[0]);
    expect([...buttons].map(button => button.getAttribute('aria-checked'))).toEqual(['true', 'false', 'false']);
    expect([...buttons].map(button => button.tabIndex)).toEqual([0, -1, -1]);
  });

  it('says where in the code, and asks its host to go there', () => {
    expect(placeText({ cell: 3, line: 13 })).toBe('cell [3], line 13');
    expect(placeText({ file: '/home/me/model.py', line: 4 })).toBe('model.py, line 4');
    expect(placeText({ cell: null, line: 2 })).toBeNull();
    const jumped = vi.fn();
    document.body.addEventListener(JUMP, event => jumped((event as CustomEvent).detail), { once: true });
    const link = jumpLink({ cell: 3, cellId: 'abc', line: 13 });
    document.body.replaceChildren(link);
    link.click();
    expect(jumped).toHaveBeenCalledWith({ cell: 3, cellId: 'abc', line: 13 });
    expect(jumpLink({ file: 'a.py', line: 4 }).tagName).toBe('SPAN'); // there is no cell to jump to
  });

  it('draws a histogram with its range and a zero line inside it only', () => {
    const figure = histogram({ lo: -1, hi: 3, bins: [1, 4, 0] }, 90, 30, 'red', 'value');
    expect(figure.querySelectorAll('rect')).toHaveLength(3);
    expect(figure.querySelector('.nbt-range')?.textContent).toBe('\u22121.003.00');
    expect(figure.querySelector('.zero')?.getAttribute('x1')).toBe('22.5');
    expect(histogram({ lo: 1, hi: 3, bins: [1] }, 90, 30, 'red', 'value').querySelector('.zero')).toBeNull();
  });

  it('leaves a gap in a sparkline where there is no number', () => {
    const d = spark([1, null, 2, 3], 60, 20).querySelector('path')?.getAttribute('d') ?? '';
    expect(d.match(/M/g)).toHaveLength(2);
    expect(d).not.toContain('NaN');
  });

  it('draws values of a sparkline where they stand, and a mark where the reader has stopped', () => {
    const svg = spark([1, 2, 3], 102, 20, { at: [1, 26, 101], mark: 51 });
    expect(svg.querySelector('path')?.getAttribute('d')).toBe('M1.0 18.5L26.0 10.0L101.0 1.5');
    expect(svg.querySelector('.mark')?.getAttribute('d')).toBe('M51.0 0V20');
    expect(spark([1, 2], 102, 20, { mark: null }).querySelector('.mark')).toBeNull();
    expect(spark([1, 2], 102, 20, { at: [1, 2], mark: 9 }).querySelector('.mark')?.getAttribute('d')).toBe('M101.0 0V20');
  });

  it('shows the data as text when the drawing failed', () => {
    const state = errorState('graph', 'Graph', 'loss', new Error('The graph has no list of nodes.'), 'linear  64×10');
    expect(state.dataset.nbtorch).toBe('graph');
    expect(state.textContent).toContain('This picture could not be drawn');
    expect(state.textContent).toContain('The graph has no list of nodes. Your code and its results are not affected.');
    expect(state.querySelector('pre')?.textContent).toBe('linear  64×10');
  });
});
