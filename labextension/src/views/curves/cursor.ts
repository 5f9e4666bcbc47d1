import { backButton, h, int, trans } from '../../kit';

/** Where the large chart draws its steps, in pixels. */
export interface Place {
  left: number;
  top: number;
  width: number;
}

const KEYS: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
const STOPS = 200; // an arrow goes this part of the steps in sight; with Shift, one step

/**
 * A slider on the x axis of the large chart. It follows the newest step until the reader goes back; its parts stay
 * while steps come in, so that the focus and a drag do too.
 */
export class Cursor {
  readonly node: HTMLElement;
  private input: HTMLInputElement;
  private knob = h('span.nbt-knob', { 'aria-hidden': 'true' });
  private back: HTMLButtonElement;
  private from = 0;
  private to = 0;
  private last = 0;
  private step: number | null = null;

  /** `move` hears where the reader goes: a step, or null for the newest. */
  constructor(private move: (step: number | null) => void) {
    this.input = h('input', { type: 'range', step: 1, 'aria-label': trans.__('Training step') });
    this.back = backButton(() => move(null), this.input);
    const track = h('span.track', {}, h('i'), this.knob, this.input);
    this.node = h('div.nbt-cursor', { 'data-lm-suppress-shortcuts': 'true', hidden: true }, track, this.back);
    this.input.addEventListener('input', () => this.choose(Number(this.input.value)));
    this.input.addEventListener('keydown', (event) => this.onKey(event));
  }

  /** Stand under a chart that shows the steps `x`, of which there are some up to `last`. */
  place({ left, top, width }: Place, x: [number, number], last: number): void {
    this.last = last;
    this.from = Math.max(1, Math.ceil(x[0]));
    this.to = Math.max(this.from, Math.min(last, Math.floor(x[1])));
    this.input.min = String(this.from);
    this.input.max = String(this.to);
    const span = x[1] - x[0] || 1;
    const start = (this.from - x[0]) / span;
    this.node.style.cssText = `left:${left}px;top:${top}px;width:${width}px;--from:${start};--part:${(this.to - this.from) / span}`;
    this.node.hidden = last < 2;
  }

  /** Show a step, or null: the newest. `words` say what was measured there. */
  show(step: number | null, words: string): void {
    this.step = step;
    const shown = step ?? this.last;
    const at = Math.max(this.from, Math.min(this.to, shown));
    this.input.value = String(at);
    this.input.setAttribute('aria-valuetext', `${trans.__('step %1', int(shown))}${words && `: ${words}`}`);
    this.node.style.setProperty('--at', String((at - this.from) / (this.to - this.from || 1)));
    this.node.classList.toggle('held', step != null);
    this.knob.textContent = step == null ? '' : int(shown);
    this.back.hidden = step == null;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const part = event.shiftKey ? 1 : Math.max(1, Math.round((this.to - this.from) / STOPS));
    if (event.key === 'Home') this.choose(this.from);
    else if (event.key === 'End') this.move(null);
    else if (KEYS[event.key]) this.choose((this.step ?? this.last) + part * KEYS[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private choose(step: number): void {
    this.move(step >= this.last ? null : Math.max(this.from, step));
  }
}
