/** Memory over the ops of a step, stacked by owner. A range input lies over it, so keys and screen readers read it. */
import { bytes, h, measurer, s, trans } from '../../kit';
import type { DeviceJson } from '../../schema';
import { OWNERS, phaseWord, strength, totalAt, wordOf } from './read';

const HEIGHT = 112;
const TOP = 20;
const BOTTOM = HEIGHT - 16;

export function timeline(device: DeviceJson, width: number, tell: (text: string) => void): HTMLElement {
  const { ops, peak } = device;
  const totals = ops.map((_, at) => totalAt(device, at));
  const most = Math.max(...totals, 1);
  const x = (at: number) => (at / ops.length) * width;
  const y = (size: number) => BOTTOM - (size / most) * (BOTTOM - TOP);
  const svg = s('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, 'aria-hidden': true });
  let base = ops.map(() => 0);
  for (const { owner, token } of OWNERS) {
    const upper = base.map((low, at) => low + device.timeline[owner][at]);
    if (upper.some((size, at) => size !== base[at])) {
      const d = `M${stairs(upper, x, y).join('L')}L${stairs(base, x, y).reverse().join('L')}Z`;
      svg.append(s('path', { d, style: `fill: var(--nbt-${token}); fill-opacity: ${(0.75 * strength(owner)).toFixed(2)}` }));
    }
    base = upper;
  }
  svg.append(...phases(device, x, width));
  const cursor = s('line.cursor', { y1: TOP, y2: BOTTOM });
  svg.append(cursor);
  if (peak) {
    const at = x(peak.at + 0.5);
    const size = bytes(totals[peak.at]);
    const measure = measurer();
    const room = Math.max(at, width - at) - 7; // on the wider side
    const words = [trans.__('peak %1 at %2', size, peak.op), trans.__('peak %1', size)];
    const label = words.find(text => measure(text) <= room) ?? size;
    const left = at + 7 + measure(label) > width;
    svg.append(
      s('line.peak', { x1: at, x2: at, y1: 3, y2: y(totals[peak.at]) }),
      s('circle.peak', { cx: at, cy: y(totals[peak.at]), r: 3 }),
      s('text.peak', { x: at + (left ? -7 : 7), y: 11, 'text-anchor': left ? 'end' : 'start' }, label),
    );
  }
  const input = h('input', { type: 'range', min: 0, max: ops.length - 1, step: 1, 'aria-label': trans.__('Op of the step') });
  const show = (at: number) => {
    input.value = String(at);
    input.setAttribute('aria-valuetext', momentText(device, at));
    const middle = String(x(at + 0.5));
    cursor.setAttribute('x1', middle);
    cursor.setAttribute('x2', middle);
  };
  show(peak?.at ?? 0);
  const node = h('div.nbt-dev-time', { 'data-lm-suppress-shortcuts': 'true' }, svg, input);
  const read = (at: number) => {
    show(at);
    node.classList.add('reading');
    tell(momentText(device, at));
  };
  const rest = () => {
    node.classList.remove('reading');
    tell('');
  };
  input.addEventListener('input', () => read(Number(input.value)));
  input.addEventListener('focus', () => input.matches(':focus-visible') && read(Number(input.value)));
  input.addEventListener('blur', rest);
  input.addEventListener('keydown', event => {
    const by = { PageUp: 10, PageDown: -10 }[event.key];
    if (!by) return;
    event.preventDefault();
    read(Math.max(0, Math.min(ops.length - 1, Number(input.value) + by)));
  });
  node.addEventListener('pointermove', event => {
    const box = node.getBoundingClientRect();
    if (box.width) read(Math.max(0, Math.min(ops.length - 1, Math.floor(((event.clientX - box.left) / box.width) * ops.length))));
  });
  node.addEventListener('pointerleave', rest);
  return node;
}

/** "relu in blocks.2, backward: 5.21 MB; kept for backward 4.1 MB, …" */
export function momentText(device: DeviceJson, at: number): string {
  const [op, mod, phase] = device.ops[at];
  const parts = OWNERS.map(({ owner }) => ({ word: wordOf(owner), size: device.timeline[owner][at] }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size)
    .map(({ word, size }) => `${word} ${bytes(size)}`);
  return `${mod ? trans.__('%1 in %2', op, mod) : op}, ${phaseWord(phase)}: ${bytes(totalAt(device, at))}; ${parts.join(', ')}`;
}

/** Corners of a line that is level over each op. */
function stairs(sizes: readonly number[], x: (at: number) => number, y: (size: number) => number): string[] {
  const corners: string[] = [];
  sizes.forEach((size, at) => {
    const level = y(size).toFixed(1);
    if (at === 0 || size !== sizes[at - 1]) corners.push(`${x(at).toFixed(1)} ${level}`);
    if (at === sizes.length - 1 || size !== sizes[at + 1]) corners.push(`${x(at + 1).toFixed(1)} ${level}`);
  });
  return corners;
}

/** A line where a phase begins, and its name where there is room. */
function phases({ ops }: DeviceJson, x: (at: number) => number, width: number): SVGElement[] {
  const measure = measurer();
  const nodes: SVGElement[] = [];
  let free = 0;
  ops.forEach(([, , phase], at) => {
    if (at > 0 && ops[at - 1][2] === phase) return;
    if (at > 0) nodes.push(s('line.phase', { x1: x(at), x2: x(at), y1: TOP - 4, y2: BOTTOM }));
    const word = phaseWord(phase);
    const room = measure(word, 'ui');
    const left = Math.min(x(at) + (at > 0 ? 6 : 0), width - room);
    if (left < free) return;
    nodes.push(s('text.phase', { x: left, y: HEIGHT - 4 }, word));
    free = left + room + 8;
  });
  return nodes;
}
