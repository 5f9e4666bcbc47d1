/** What can be done with a row: a button, or a right click, opens the list; arrow keys move in it. */
import { h } from './dom';
import { iconButton } from './icon';

export interface Choice {
  word: string;
  /** Without it the choice is there but cannot be made; `why` says the reason. */
  act?: (() => void) | null;
  why?: string;
}

/** The button; its list is made when it is opened, from what can be done then. */
export function menuButton(label: string, choices: () => Choice[]): HTMLElement {
  let list: HTMLElement | null = null;
  const button = iconButton('more', label, () => (list ? close() : open()));
  button.setAttribute('aria-haspopup', 'menu');
  button.setAttribute('aria-expanded', 'false');
  const node = h('span.nbt-more', {}, button);

  const items = () => [...(list?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const outside = (event: Event) => {
    if (!node.contains(event.target as Node)) close(false);
  };
  const close = (back = true) => {
    list?.remove();
    list = null;
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside, true);
    if (back) button.focus();
  };
  const open = () => {
    const entries = choices().map(({ word, act, why }) => {
      const onclick = () => {
        if (!act) return;
        close();
        act();
      };
      return h(
        'button',
        { type: 'button', role: 'menuitem', tabindex: -1, 'aria-disabled': !act, onclick },
        word,
        !act && why ? h('small', {}, why) : null,
      );
    });
    list = h('div.nbt-menu', { role: 'menu', 'aria-label': label }, entries);
    node.append(list);
    if (list.getBoundingClientRect().bottom > window.innerHeight) list.classList.add('up');
    button.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', outside, true);
    items()[0]?.focus({ preventScroll: true });
  };
  node.addEventListener('focusout', event => {
    if (list && event.relatedTarget && !node.contains(event.relatedTarget as Node)) close(false);
  });
  node.addEventListener('keydown', event => {
    if (!list) return;
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape') close();
    else if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return node;
}

/** All menus of these rows are one stop of Tab: that of `chosen`, else of the first row. */
export function oneStop(rows: HTMLElement, chosen?: Element): void {
  const buttons = [...rows.querySelectorAll<HTMLElement>('.nbt-more > button')];
  for (const one of buttons) one.tabIndex = one === (chosen ?? buttons[0]) ? 0 : -1;
}

/** Rows with menus: arrow keys go from row to row, a right click opens the menu too. */
export function menus(rows: HTMLElement): void {
  rows.setAttribute('data-lm-suppress-shortcuts', 'true');
  const buttons = () => [...rows.querySelectorAll<HTMLElement>('.nbt-more > button')];
  oneStop(rows);
  rows.addEventListener('focusin', event => {
    const button = (event.target as Element).closest('.nbt-more > button');
    if (button) oneStop(rows, button);
  });
  rows.addEventListener('keydown', event => {
    const all = buttons();
    const at = all.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    all[to]?.focus();
  });
  rows.addEventListener('contextmenu', event => {
    const row = (event.target as Element).closest<HTMLElement>('[data-row]');
    const button = row?.querySelector<HTMLElement>('.nbt-more > button');
    if (!button || (event.target as Element).closest('.nbt-menu')) return;
    event.preventDefault();
    event.stopPropagation();
    if (button.getAttribute('aria-expanded') === 'false') button.click();
  });
}
