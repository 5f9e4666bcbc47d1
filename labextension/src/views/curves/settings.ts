import { chosen, h, iconButton, preferred, segmented, trans, type Keep } from '../../kit';

export const SMOOTHING = ['off', 'auto', 'more'] as const;
export const AXES = ['auto', 'log', 'linear'] as const;
const SHOWN = ['shown', 'hidden'] as const;

/** What the reader chose; it stays while points arrive. */
export interface Settings {
  smoothing: (typeof SMOOTHING)[number];
  axis: (typeof AXES)[number];
  earlier: (typeof SHOWN)[number];
}

/** Asked for while drawing: the language comes after the module. */
const words = (): Record<string, string> => ({
  off: trans.__('off'),
  auto: trans.__('auto'),
  more: trans.__('more'),
  log: trans.__('log'),
  linear: trans.__('linear'),
  shown: trans.__('shown'),
  hidden: trans.__('hidden'),
});

export const FORMATS = ['CSV', 'JSON', 'SVG', 'PNG'] as const;
export type Format = (typeof FORMATS)[number];

/** A strip of switches and the buttons that save, opened by "..." in the header. */
export class Tools {
  readonly settings: Settings;
  readonly button: HTMLButtonElement;
  readonly node: HTMLElement;
  private earlier: HTMLElement;

  constructor(changed: () => void, save: (format: Format) => void, kept: Keep) {
    const before = kept.load();
    const settings: Settings = (this.settings = {
      smoothing: chosen(SMOOTHING, before.smoothing, preferred('smoothing'), 'auto'),
      axis: chosen(AXES, before.axis, preferred('valueAxis')),
      earlier: chosen(SHOWN, before.earlier),
    });
    const choice = <Key extends keyof Settings>(key: Key, label: string, values: readonly Settings[Key][]) =>
      h(
        'span.tool',
        {},
        label,
        segmented(label, values, settings[key], (value) => {
          settings[key] = value;
          kept.save({ [key]: value });
          changed();
        }, words()),
      );
    this.earlier = choice('earlier', trans.__('earlier runs'), SHOWN);
    const buttons = FORMATS.map((format) =>
      h('button.nbt-link', { type: 'button', 'aria-label': trans.__('Save as %1', format), onclick: () => save(format) }, format),
    );
    this.node = h(
      'div.nbt-tools',
      { hidden: true, role: 'group', 'aria-label': trans.__('Options') },
      choice('smoothing', trans.__('smoothing'), SMOOTHING),
      choice('axis', trans.__('value axis'), AXES),
      this.earlier,
      h('span.nbt-grow'),
      h('span.tool', {}, trans.__('save'), buttons),
    );
    this.node.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.open(false);
      this.button.focus();
    });
    this.button = iconButton('more', trans.__('Options and export'), () => this.open(this.node.hidden));
    this.button.setAttribute('aria-expanded', 'false');
  }

  /** Only a run that has earlier ones has a switch for them. */
  update(earlier: number): void {
    this.earlier.hidden = earlier === 0;
  }

  private open(open: boolean): void {
    this.node.hidden = !open;
    this.button.setAttribute('aria-expanded', String(open));
  }
}
