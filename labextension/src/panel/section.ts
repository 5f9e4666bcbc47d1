import { h, icon } from '../kit';

const KEY = 'nbtorch:folded';

/** A part of the panel with a title that folds it; which ones are folded is remembered by the browser. */
export class Section {
  readonly node: HTMLElement;
  readonly body = h('div.bd');
  private count = h('span.n');
  private head: HTMLElement;

  constructor(
    private name: string,
    title: string,
  ) {
    this.head = h('button.hd', { type: 'button' }, icon('right'), title, h('span.nbt-grow'), this.count);
    this.head.addEventListener('click', () => this.fold(this.node.classList.contains('open')));
    this.node = h('section.nbt-sec', { 'aria-label': title, 'data-section': name }, this.head, this.body);
    this.fold(folded().includes(this.name), false);
  }

  setCount(count: number | string | null): void {
    this.count.textContent = count == null ? '' : String(count);
  }

  /** Bring it into view, with the keyboard. */
  show(): void {
    this.fold(false);
    this.head.focus();
    this.node.scrollIntoView?.({ block: 'start' });
  }

  private fold(closed: boolean, remember = true): void {
    this.node.classList.toggle('open', !closed);
    this.head.setAttribute('aria-expanded', String(!closed));
    if (remember) keep([...folded().filter((name) => name !== this.name), ...(closed ? [this.name] : [])]);
  }
}

function folded(): string[] {
  try {
    const titles: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(titles) ? titles : [];
  } catch {
    return []; // storage may be switched off; then nothing is remembered
  }
}

function keep(titles: string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(titles));
  } catch {
    // as above
  }
}
