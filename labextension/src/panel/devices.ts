import { bytes, h, icon, int, jumpLink, percent, placeText, shape, spark, trans } from '../kit';
import type { PanelModel } from '../model';
import type { DevicesBrief } from '../schema';
import { type DevicesHandle, renderDevices } from '../views/devices';
import { copiesWords, OWNERS, phaseWord, strength, wordOf } from '../views/devices/read';
import { Section } from './section';

type Device = DevicesBrief['devices'][number];

/** Who holds the memory of each device, in a few lines; the whole view opens under them. */
export class Devices {
  readonly section = new Section('devices', trans.__('Devices'));
  private brief = h('div');
  private whole = h('div.nbt-picture');
  private toggle = h('button.nbt-link', { type: 'button' });
  private view: DevicesHandle | null = null;
  private shown = '';
  private drawn: unknown = null;

  constructor(private model: PanelModel) {
    this.toggle.addEventListener('click', () => model.showDevices(!model.devicesOpen));
    this.section.body.append(this.brief, this.toggle, this.whole);
  }

  update(): void {
    const data = this.model.state?.devices ?? null;
    const open = this.model.devicesOpen && data != null;
    this.toggle.hidden = !data;
    this.toggle.textContent = open ? trans.__('Close the whole view') : trans.__('By module and op');
    this.toggle.setAttribute('aria-expanded', String(open));
    const shown = JSON.stringify(data);
    if (shown !== this.shown) {
      this.shown = shown;
      this.section.setCount(data ? bytes(data.devices[0].total) : null);
      const held = this.brief.contains(document.activeElement);
      this.brief.replaceChildren(...(data ? lines(data) : [h('p.dim', {}, trans.__('No tensor holds memory yet.'))]));
      if (held) this.brief.querySelector<HTMLElement>('button')?.focus();
    }
    const whole = open ? this.model.devices : null;
    this.brief.hidden = whole != null; // the view says it all
    if (whole === this.drawn) return;
    this.drawn = whole;
    if (!whole) {
      this.view?.dispose();
      this.view = null;
    } else if (this.view) this.view.update(whole);
    else this.view = renderDevices(this.whole, whole);
  }

  dispose(): void {
    this.view?.dispose();
    this.view = null;
  }
}

function lines(data: DevicesBrief): HTMLElement[] {
  const measured = data.devices.some(({ peak }) => peak);
  const step = data.step != null ? trans.__('step %1', int(data.step)) : measured ? trans.__('one step') : trans.__('now');
  const facts = [data.name, step, measured && copiesWords(data)].filter(Boolean).join(' · ');
  return [h('p.dim.facts', { title: facts }, facts), ...data.devices.map(device), ...(data.unexpected.length ? [unexpected(data)] : [])];
}

/** One device: how much, whose as a bar with its key, and when the peak was. */
function device(one: Device): HTMLElement {
  const { name, backend, total, owners, peak, spark: step } = one;
  const parts = OWNERS.map(({ owner, token }) => ({ owner, token, size: owners[owner] })).filter(({ size }) => size > 0);
  const said = parts.map(({ owner, size }) => `${wordOf(owner)} ${percent(size / total)}`).join(', ');
  const place = peak && placeText(peak) != null ? jumpLink(peak) : null;
  return h(
    'div.nbt-dv',
    { 'data-device': name },
    h(
      'div.l',
      {},
      h('b', {}, name),
      h('span.dim', {}, backend),
      h('span.nbt-grow'),
      h('span.tn', {}, peak ? trans.__('peak %1', bytes(total)) : bytes(total)),
    ),
    h('div.bar', { role: 'img', 'aria-label': `${name}: ${said}` }, parts.map(({ owner, token, size }) => h(`i.${owner}`, { style: `flex-grow: ${size}; ${fill(owner, token)}` }))),
    h(
      'ul.key',
      {},
      parts
        .sort((a, b) => b.size - a.size)
        .map(({ owner, token, size }) =>
          h('li', {}, h(`i.${owner}`, { style: fill(owner, token) }), h('span', {}, wordOf(owner)), h('span.tn', {}, bytes(size))),
        ),
    ),
    peak &&
      h(
        'div.peak',
        {},
        step.length > 1 ? spark(step, 72, 24, { stroke: 'var(--nbt-ink-2)' }) : null,
        h(
          'span',
          {},
          h('span', { title: peak.mod }, `${trans.__('at')} `, h('code', {}, peak.op), peak.mod ? [` ${trans.__('in')} `, h('code', {}, peak.mod)] : null),
          h('span', {}, phaseWord(peak.phase), place ? ', ' : null, place),
        ),
      ),
  );
}

const fill = (owner: (typeof OWNERS)[number]['owner'], token: string): string =>
  `background-color: var(--nbt-${token}); opacity: ${strength(owner)}`;

function unexpected({ unexpected: found, hidden, devices }: DevicesBrief): HTMLElement {
  return h(
    'div.nbt-dev-odd',
    {},
    h('b', {}, icon('warn'), trans.__('Not on %1, where most of the model is', devices[0].name)),
    h(
      'ul',
      {},
      found.map(({ what, mod, shape: dimensions, bytes: size, device: where }) =>
        h('li', {}, `${trans.__('%1 of', wordOf(what))} `, h('code', {}, mod), `, ${shape(dimensions)}, ${bytes(size)}: `, h('code', {}, where)),
      ),
      hidden > 0 && h('li', {}, trans.__('and %1 more', int(hidden))),
    ),
  );
}
