/** Devices: who holds the memory, and when the peak of the step was. One big number; areas, a table, a timeline. */
import { bytes, chosen, emptyState, errorState, frame, h, head, icon, int, jumpLink, keep, placeText, preferred, segmented, shape, trans, type Keep } from '../../kit';
import type { DeviceJson, DevicesJson } from '../../schema';
import { copiesWords, findingOf, phaseWord, wordOf } from './read';
import { modulesTable, ownersTable } from './table';
import { timeline } from './timeline';
import { treemap } from './treemap';

const MODES = ['owner', 'module', 'table'] as const;
type Mode = (typeof MODES)[number];
/** Width of the column beside the areas, with its gap; below this width of the view it goes underneath. */
const SIDE = 240;
const NARROW = 560;

export interface DevicesHandle {
  /** Show newer data; what the reader chose stays. */
  update(data: DevicesJson): void;
  dispose(): void;
}

/** Never throws: what cannot be drawn is shown as text, with the reason. */
export function renderDevices(host: HTMLElement, data: DevicesJson): DevicesHandle {
  let view: Devices | null = null;
  const end = () => {
    view?.dispose();
    view = null;
  };
  const draw = (next: DevicesJson) => {
    try {
      if (!next.devices.length) {
        end();
        host.replaceChildren(nothing());
      } else if (view) view.update(next);
      else {
        view = new Devices(next);
        host.replaceChildren(view.root);
        view.watch();
      }
    } catch (error) {
      end();
      host.replaceChildren(errorState('devices', trans.__('Devices'), next?.name ?? null, error, next?.finding ?? ''));
    }
  };
  draw(data);
  return {
    update: draw,
    dispose: () => {
      end();
      host.replaceChildren();
    },
  };
}

function nothing(): HTMLElement {
  return emptyState('devices', {
    title: trans.__('Devices'),
    finding: trans.__('No tensor holds memory yet'),
    reason: trans.__('A step is measured op by op while an optimizer steps.'),
    code: '%devices model',
  });
}

class Devices {
  readonly root = frame('devices', '');
  private mode: Mode;
  private device: string;
  private kept: Keep;
  private drawnAt = 0;
  private main = h('div.nbt-dev');
  private observer: ResizeObserver | null = null;

  constructor(private data: DevicesJson) {
    this.kept = keep('devices', data.name, data.cellId ?? data.cell);
    const kept = this.kept.load();
    this.mode = chosen(MODES, kept.mode, preferred('groupBy'));
    this.device = chosen(data.devices.map(one => one.name), kept.device);
    this.draw();
  }

  update(data: DevicesJson): void {
    this.data = data;
    this.draw();
  }

  /** Draw again when the width changes: text is never scaled. */
  watch(): void {
    this.fill();
    if (typeof ResizeObserver === 'undefined') return;
    this.observer = new ResizeObserver(() => {
      if (Math.abs(this.width() - this.drawnAt) >= 1) this.fill();
    });
    this.observer.observe(this.main);
  }

  dispose(): void {
    this.observer?.disconnect();
  }

  private get shown(): DeviceJson {
    return this.data.devices.find(one => one.name === this.device) ?? this.data.devices[0];
  }

  /** The header, and what is below it. */
  private draw(): void {
    const { data, shown } = this;
    const measured = shown.peak != null;
    const names = data.devices.map(one => one.name);
    const which =
      names.length > 1 &&
      segmented(trans.__('Device'), names, shown.name, name => {
        this.device = name;
        this.kept.save({ device: name });
        this.draw();
        this.root.querySelector<HTMLElement>('[role=radio][aria-checked=true]')?.focus();
      });
    const choose = (mode: Mode) => {
      this.mode = mode;
      this.kept.save({ mode });
      this.fill();
    };
    const words = { owner: trans.__('owner'), module: trans.__('module'), table: trans.__('table') };
    const how = segmented<Mode>(trans.__('Group by'), MODES, this.mode, choose, words);
    const step = data.step != null ? trans.__('step %1', int(data.step)) : measured ? trans.__('one step') : trans.__('now');
    const facts = [shown.backend, step, measured && copiesWords(data)];
    const controls = which ? [which, how] : [how];
    const subject = data.name && names.length > 1 ? data.name : shown.name;
    this.root.replaceChildren(head(trans.__('Devices'), subject, facts, ...controls), this.main);
    const odd = data.unexpected.length + data.hidden;
    const marked = odd ? `; ${trans.__('%1 on an unexpected device', int(odd))}` : '';
    this.root.setAttribute('aria-label', `${trans.__('Memory on %1', shown.name)}: ${findingOf(shown)}${marked}`);
    this.fill();
  }

  private width(): number {
    return (this.main.clientWidth || 860) - 32;
  }

  private fill(): void {
    const { data, shown, mode } = this;
    const width = (this.drawnAt = this.width());
    const narrow = width < NARROW;
    const caption = h('p.nbt-dev-read', { 'aria-hidden': 'true' });
    const rest = shown.ops.length
      ? trans.__('Memory over the step, op by op')
      : trans.__('What is there now; a measured training step shows its ops here');
    const tell = (text: string) => (caption.textContent = text || rest);
    tell('');
    const area = width - (narrow ? 0 : SIDE);
    const picture = mode === 'table' ? modulesTable(shown) : treemap(shown, mode, area, tell);
    this.main.classList.toggle('narrow', narrow);
    this.main.classList.toggle('table', mode === 'table');
    this.main.replaceChildren(
      h('div.nbt-dev-top', {}, h('div.nbt-dev-area', {}, picture), side(shown)),
      ...(data.unexpected.length ? [unexpected(data)] : []),
      caption,
      ...(shown.ops.length ? [timeline(shown, width, tell)] : []),
    );
  }
}

/** The peak: one big number, what op, where; then whose it is. */
function side(device: DeviceJson): HTMLElement {
  const { peak } = device;
  const place = peak && placeText(peak) != null;
  return h(
    'div.nbt-dev-side',
    {},
    h('p.nbt-dev-peak', {}, h('b', {}, bytes(device.total)), h('span', {}, peak ? trans.__('peak in the step') : trans.__('now'))),
    peak &&
      h(
        'p',
        {},
        h('span.at', {}, `${trans.__('at')} `, h('code', {}, peak.op), peak.mod ? [` ${trans.__('in')} `, h('code', { title: peak.mod }, peak.mod)] : null),
        h('span', {}, phaseWord(peak.phase), place ? ', ' : null, place ? jumpLink(peak) : null),
      ),
    ownersTable(device),
  );
}

/** Tensors that are not where most of the model is. */
function unexpected({ unexpected: found, hidden, devices }: DevicesJson): HTMLElement {
  const shown = found.slice(0, 4);
  const more = found.length + hidden - shown.length;
  return h(
    'div.nbt-dev-odd',
    {},
    h('b', {}, icon('warn'), trans.__('Not on %1, where most of the model is', devices[0].name)),
    h(
      'ul',
      {},
      shown.map(one =>
        h('li', {}, `${trans.__('%1 of', wordOf(one.what))} `, h('code', {}, one.mod), `, ${shape(one.shape)}, ${bytes(one.bytes)}: `, h('code', {}, one.device)),
      ),
      more > 0 && h('li', {}, trans.__('and %1 more', int(more))),
    ),
  );
}
