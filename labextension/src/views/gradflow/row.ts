/** One line of the view: the layer, its strip, and its numbers at the knob. */
import { h, iconButton, num, percent, s, shape, trans } from '../../kit';
import type { LayerWord } from '../../schema';
import { wordAt, type Row } from './read';

const RATIO_WIDTH = 96;
const TALL = 22;
/** Shape before colour: what is too small points down, what is too large up. */
const SIGNS: Record<LayerWord, [sign: string, tone: string]> = {
  '': ['', ''],
  NaN: ['■', 'bad'],
  'no gradient': ['□', 'bad'],
  dead: ['■', 'bad'],
  'mostly dead': ['■', 'bad'],
  vanishing: ['▼', 'low'],
  exploding: ['▲', 'high'],
  'large steps': ['▲', 'high'],
};

const verdict = (word: LayerWord): string =>
  ({
    '': '',
    NaN: 'NaN',
    'no gradient': trans.__('no gradient'),
    dead: trans.__('dead'),
    'mostly dead': trans.__('mostly dead'),
    vanishing: trans.__('vanishing'),
    exploding: trans.__('exploding'),
    'large steps': trans.__('large steps'),
  })[word];

/** Where a ratio stands on its axis of powers of ten. */
export function across(ratio: number): number {
  const power = Math.max(-6, Math.min(0, Math.log10(ratio || 1e-9)));
  return 4 + ((power + 6) / 6) * (RATIO_WIDTH - 8);
}

export class RowView {
  readonly node: HTMLElement;
  private norm = h('span.num', { role: 'cell' });
  private dot = s('circle', { cy: TALL / 2, r: 3.5 });
  private ratio: HTMLElement;
  private bar = h('i');
  private share = h('b');
  private word = h('span.word', { role: 'cell' });

  constructor(
    private row: Row,
    ditto: boolean,
    strip: SVGElement,
    usual: [number, number],
    toggle: (() => void) | null,
    open: boolean,
  ) {
    const [low, high] = usual.map(across);
    const ratio = s(
      'svg',
      { viewBox: `0 0 ${RATIO_WIDTH} ${TALL}`, width: RATIO_WIDTH, height: TALL, 'aria-hidden': true },
      s('rect', { x: low, width: high - low, height: TALL }),
      s('line', { x1: 0, x2: RATIO_WIDTH, y1: TALL / 2, y2: TALL / 2 }),
      this.dot,
    );
    this.ratio = h('span.ratio', { role: 'cell' }, ratio);
    const parts = row.name.split('.');
    const leaf = parts.pop()!;
    const prefix = parts.length ? `${parts.join('.')}.` : '';
    const title = [row.name, row.type, row.shape.length ? shape(row.shape) : ''].filter(Boolean).join(' · ');
    this.node = h(
      'div.nbt-gf-row',
      { role: 'row', 'data-layer': row.name },
      h(
        'span.name',
        { role: 'rowheader', title, class: row.depth ? 'name inner' : 'name' },
        toggle && iconButton(open ? 'minus' : 'plus', open ? trans.__('Fold %1', row.name) : trans.__('Unfold %1', row.name), toggle),
        h('code', {}, h(ditto ? 'span.ditto' : 'span.pre', {}, prefix), leaf),
        row.inside.length ? h('small', {}, row.type) : null,
      ),
      h('span.strip', { role: 'cell' }, strip),
      this.norm,
      this.ratio,
      h('span.zeros', { role: 'cell' }, this.bar, this.share),
      this.word,
    );
  }

  /** Write the numbers of one sample. */
  show(at: number, [low, high]: [number, number]): void {
    const { norm, ratio, zeros, bad } = this.row;
    const value = ratio[at];
    this.norm.textContent = norm[at] == null ? (bad[at] ? 'NaN' : '–') : num(norm[at]);
    this.dot.setAttribute('cx', across(value ?? 0).toFixed(1));
    this.dot.setAttribute('class', value == null ? 'none' : value < low ? 'low' : value > high ? 'high' : 'in');
    const unknown = trans.__('not measured');
    this.ratio.setAttribute('aria-label', value == null ? unknown : trans.__('update over weight %1', num(value)));
    this.ratio.title = value == null ? unknown : num(value);
    this.bar.style.width = `${(24 * (zeros[at] ?? 0)).toFixed(1)}px`;
    this.share.textContent = percent(zeros[at]);
    const [sign, tone] = SIGNS[wordAt(this.row, at)];
    this.word.className = `word ${tone}`;
    this.word.replaceChildren(...(sign ? [h('i', { 'aria-hidden': 'true' }, sign), verdict(wordAt(this.row, at))] : []));
  }
}
