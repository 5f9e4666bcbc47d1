/** The frame of a view and its header: what it is, of what, the facts, then the controls. */
import { h, type Child } from './dom';

/** The root of a view: `section[data-nbtorch=kind]`, named for screen readers. */
export function frame(kind: string, label: string, ...children: Child[]): HTMLElement {
  return h('section.nbt.nbt-frame', { 'data-nbtorch': kind, 'aria-label': label }, ...children);
}

/** Facts that do not fit drop out whole, last first. */
export function head(title: string, subject: string | null, facts: Child[], ...controls: Child[]): HTMLElement {
  return h(
    'header.nbt-head',
    {},
    h('h3', {}, title),
    subject ? h('code.nbt-subject', { title: subject }, subject) : null,
    h(
      'span.nbt-facts',
      {},
      facts.filter(fact => fact != null && fact !== false).map(fact => h('span', {}, fact)),
    ),
    ...controls,
  );
}
