/** A segmented switch: a radio group, arrow keys move. Without `words` the values are what is written. */
import { h } from './dom';

export function segmented<Value extends string>(
  label: string,
  values: readonly Value[],
  chosen: Value,
  choose: (value: Value) => void,
  words?: Record<Value, string>,
): HTMLElement {
  const buttons = values.map(value =>
    h('button', { type: 'button', role: 'radio', onclick: () => pick(value) }, words?.[value] ?? value),
  );
  const mark = (current: Value) =>
    buttons.forEach((button, index) => {
      button.setAttribute('aria-checked', String(values[index] === current));
      button.tabIndex = values[index] === current ? 0 : -1;
    });
  const pick = (value: Value) => {
    mark(value);
    choose(value);
  };
  const onkeydown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const from = buttons.indexOf(event.target as HTMLButtonElement);
    const to = (from + step + values.length) % values.length;
    buttons[to].focus();
    pick(values[to]);
  };
  mark(chosen);
  return h(
    'span.nbt-seg',
    { role: 'radiogroup', 'aria-label': label, 'data-lm-suppress-shortcuts': 'true', onkeydown },
    buttons,
  );
}
