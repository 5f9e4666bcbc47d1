/** The line under a picture: left the fill, right the edges; only what is on screen. */
import { h, s, type Child } from './dom';
import { ramp, rampBackground, type RampName } from './ramp';

export function legend(left: Child[], right: Child[] = []): HTMLElement {
  return h(
    'footer.nbt-legend',
    {},
    h('span.nbt-keys', {}, left),
    h('span.nbt-grow'),
    right.length ? h('span.nbt-keys', {}, right) : null,
  );
}

/** A swatch with its word. `form` is a stripe, a bar, a line or a dashed line. */
export function key(colour: string, word: string, form: 'stripe' | 'bar' | 'line' | 'dash' = 'stripe'): HTMLElement {
  return h('span', {}, h(`i.${form}`, { style: `--key: ${colour}` }), word);
}

/** A ramp with both its ends written. */
export function rampKey(name: RampName, low: string, high: string): HTMLElement {
  return h('span', {}, low, h('i.ramp', { style: `background: ${rampBackground(name)}` }), high);
}

/** The same for a quantity that also widens a line. */
export function wedgeKey(name: RampName, low: string, high: string): HTMLElement {
  const slices = [...Array(14).keys()].map(index => {
    const [from, to] = [index / 14, (index + 1) / 14];
    const half = (at: number) => 0.6 + 2.4 * at;
    const [a, b] = [half(from), half(to)];
    const d = `M${from * 56} ${5 - a}L${to * 56 + 0.3} ${5 - b}V${5 + b}L${from * 56} ${5 + a}Z`;
    return s('path', { d, style: `fill: ${ramp(name, 0.12 + 0.88 * from)}` });
  });
  return h('span', {}, low, s('svg', { width: 56, height: 10, 'aria-hidden': true }, slices), high);
}
