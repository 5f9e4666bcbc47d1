/** The curves as one SVG, in the colours of the moment: what SVG and PNG files are made of. */
import { int, measurer, s, type Child } from '../../kit';
import type { Picture } from './chart';
import type { Palette } from './palette';
import { axisLabel, decades, roundTicks } from './scale';

/** A chart as it stands: its title, the values beside it, and its lines. */
export interface Drawing {
  title: string;
  values: { words: string; token: string | null }[];
  picture: Picture;
}

const [WIDTH, LEFT, TOP, GAP, TITLE, FOOT, LABELS] = [900, 16, 48, 24, 20, 20, 44];
const BESIDE = 6; // between a label and the plot

export function toSvg(heading: string, facts: string, drawings: readonly Drawing[], palette: Palette): string {
  const [big, ...small] = drawings;
  const columns = small.length > 4 ? 2 : 1;
  const rows = Math.ceil(small.length / columns);
  const inner = Math.max(240, 84 * rows + FOOT);
  const wide = small.length ? (columns === 2 ? 422 : 540) : WIDTH - 2 * LEFT;
  const narrow = (WIDTH - 2 * LEFT - wide - GAP * columns) / columns;
  const height = TOP + inner + 12;
  const ink = palette.colour('--nbt-ink');
  const measure = measurer();
  const tall = rows ? (inner - FOOT) / rows : 0;
  const bigTicks = big && labelled(big.picture, inner - TITLE - 4 - FOOT);
  const smallTicks = small.map(({ picture }) => labelled(picture, tall - 4 - TITLE - 6));
  const room = Math.max(LABELS, ...[bigTicks ?? [], ...smallTicks].flat().map(([, words]) => measure(words, 'ui') + BESIDE + 2));
  const children: Child[] = [
    s('rect', { width: WIDTH, height, fill: palette.colour('--nbt-page') }),
    label(LEFT, 26, heading, ink, { 'font-weight': 600, 'font-size': 13 }),
    label(WIDTH - LEFT, 26, facts, palette.colour('--nbt-ink-2'), { 'text-anchor': 'end' }),
  ];
  if (big) children.push(chart(big, bigTicks!, room, LEFT, TOP, wide, inner, true, palette));
  small.forEach((drawing, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const last = i + columns >= small.length;
    const left = LEFT + wide + GAP + column * (narrow + GAP);
    children.push(chart(drawing, smallTicks[i], room, left, TOP + row * tall, narrow, tall - 4 + (last ? FOOT : 0), last, palette));
  });
  const root = s(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      'font-family': 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
      'font-size': 11,
    },
    children,
  );
  return new XMLSerializer().serializeToString(root);
}

type Tick = [value: number, words: string];

/** The ticks of a chart whose plot is so high, and what is written at them. */
function labelled({ y: [low, high], log, format }: Picture, height: number): Tick[] {
  const most = Math.max(2, Math.floor(height / 34));
  const ticks = log ? decades(low, high, height) : format ? [low, high] : roundTicks(low, high, most);
  const step = log ? 0 : ticks[1] - ticks[0];
  return ticks.map((tick) => {
    const plain = log ? 10 ** tick : tick;
    return [tick, format ? format(plain) : axisLabel(plain, step)];
  });
}

function chart(
  { title, values, picture }: Drawing,
  ticks: readonly Tick[],
  room: number,
  left: number,
  top: number,
  width: number,
  height: number,
  stepLabels: boolean,
  palette: Palette,
): SVGElement {
  const measure = measurer();
  const [start, end] = [left + room, left + width - 6];
  const [ceiling, floor] = [top + TITLE + 4, top + height - (stepLabels ? FOOT : 2)];
  const across = (x: number) => start + ((x - picture.x[0]) / (picture.x[1] - picture.x[0] || 1)) * (end - start);
  const [low, high] = picture.y;
  const down = (y: number) => floor - ((Math.min(high, Math.max(low, y)) - low) / (high - low || 1)) * (floor - ceiling);
  const [ink, grey, line] = ['--nbt-ink', '--nbt-ink-2', '--nbt-line'].map((token) => palette.colour(token));
  const out: Child[] = [label(left, top + 12, title, ink, { 'font-weight': 600 })];

  let right = end;
  for (const { words, token } of [...values].reverse()) {
    out.push(label(right, top + 12, words, ink, { 'text-anchor': 'end' }));
    right -= measure(words, 'ui') + 6;
    if (token) out.push(s('rect', { x: right - 12, y: top + 7, width: 12, height: 3, rx: 1.5, fill: palette.colour(token) }));
    right -= token ? 26 : 12;
  }
  for (const [tick, words] of ticks) {
    const y = down(tick).toFixed(1);
    out.push(s('path', { d: `M${start.toFixed(1)} ${y}H${end}`, stroke: line, 'stroke-dasharray': '1 3' }));
    out.push(label(start - BESIDE, Number(y) + 4, words, grey, { 'text-anchor': 'end' }));
  }
  const stepLabel = (words: string, at: number, most: number, y: number) =>
    at + measure(words, 'ui') / 2 > most + LEFT / 2
      ? label(most, y, words, grey, { 'text-anchor': 'end' })
      : label(at, y, words, grey, { 'text-anchor': 'middle' });
  if (stepLabels)
    for (const step of roundTicks(picture.x[0], picture.x[1], Math.floor((end - start) / 90)))
      out.push(stepLabel(int(step), across(step), left + width, floor + 15));
  for (const { points, token, width: stroke, alpha, dash, dots, heavy } of picture.lines) {
    const colour = palette.colour(token);
    let d = '';
    let drawing = false;
    let lastDot: Child = null;
    points.x.forEach((x, i) => {
      const y = points.y[i];
      if (y === undefined || x < picture.x[0] || x > picture.x[1]) return;
      if (y === null) return void (drawing = false);
      const at = [across(x).toFixed(1), down(y).toFixed(1)];
      d += `${drawing ? 'L' : 'M'}${at.join(' ')}`;
      drawing = true;
      if (dots || heavy) lastDot = s('circle', { cx: at[0], cy: at[1], r: heavy ? 3 : 2, fill: colour });
    });
    if (d)
      out.push(
        s('path', {
          d,
          fill: 'none',
          stroke: colour,
          'stroke-width': stroke,
          'stroke-opacity': alpha < 1 && alpha,
          'stroke-dasharray': dash?.join(' '),
          'stroke-linejoin': 'round',
        }),
        lastDot,
      );
  }
  for (const step of picture.broken)
    out.push(
      s('path', {
        d: `M${across(step).toFixed(1)} ${ceiling}V${floor}`,
        stroke: palette.colour('--nbt-bad'),
        'stroke-dasharray': '3 3',
      }),
    );
  return s('g', {}, out);
}

function label(x: number, y: number, words: string, fill: string, more: Record<string, string | number>): SVGElement {
  const held = words.replace(/[\x00-\x1f\ufffe\uffff]/g, ' '); // XML has no control characters
  return s('text', { x: x.toFixed(1), y: y.toFixed(1), fill, ...more }, held);
}
