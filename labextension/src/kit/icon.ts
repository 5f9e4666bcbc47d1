/** Sixteen-pixel icons and the button that holds one. */
import { h, s } from './dom';

const PATHS = {
  search: 'M7 2a5 5 0 1 0 3.2 8.8l3 3 1-1-3-3A5 5 0 0 0 7 2Zm0 1.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2Z',
  close: 'm4 5 1-1 3 3 3-3 1 1-3 3 3 3-1 1-3-3-3 3-1-1 3-3Z',
  plus: 'M7.3 3.5h1.4v3.8h3.8v1.4H8.7v3.8H7.3V8.7H3.5V7.3h3.8Z',
  minus: 'M3.5 7.3h9v1.4h-9Z',
  stop: 'M4 4h8v8H4Z',
  play: 'M5 3.5v9l7.5-4.5Z',
  fit: 'M3 3h4v1.4H4.4V7H3Zm6 0h4v4h-1.4V4.4H9ZM3 9h1.4v2.6H7V13H3Zm8.6 0H13v4H9v-1.4h2.6Z',
  down: 'm5 6.4 1-1 2.5 2.5L11 5.4l1 1-3.5 3.5Z',
  right: 'm6.4 4 4 4-4 4-1-1 3-3-3-3Z',
  more: 'M3.5 7h2v2h-2Zm3.5 0h2v2H7Zm3.5 0h2v2h-2Z',
  warn: 'M8 1.6 15.2 14H.8Zm-.8 4.9v3.6h1.6V6.5Zm0 4.6v1.5h1.6v-1.5Z',
  bad: 'M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5Zm2.2 3v4.6h1.6V4.5Zm0 5.6v1.5h1.6v-1.5Z',
  note: 'M8 1.4a6.6 6.6 0 1 1 0 13.2A6.6 6.6 0 0 1 8 1.4ZM7.2 7v4.6h1.6V7Zm0-2.8v1.6h1.6V4.2Z',
  ok: 'm6.6 11.6-3.4-3.4 1-1 2.4 2.4 5.2-5.2 1 1Z',
};
export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGElement {
  return s(
    'svg.nbt-icon',
    { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': true },
    s('path', { d: PATHS[name], fill: 'currentColor', 'fill-rule': 'evenodd' }),
  );
}

/** A button that is only an icon; `label` is its spoken name and its tooltip. */
export function iconButton(name: IconName, label: string, onclick: () => void): HTMLButtonElement {
  return h('button.nbt-ibtn', { type: 'button', 'aria-label': label, title: label, onclick }, icon(name));
}
