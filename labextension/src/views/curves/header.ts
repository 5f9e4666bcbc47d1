import { clock, h, icon, int, jumpLink, replace, trans } from '../../kit';
import type { CurvesJson, RunState } from '../../schema';

export const wordOf = (state: RunState): string =>
  ({
    running: trans.__('Training'),
    finished: trans.__('Finished'),
    interrupted: trans.__('Stopped by you'),
    error: trans.__('Stopped by an error'),
    nan: trans.__('Loss became NaN'),
  })[state];

/** State, name, cell, facts, Stop, and the progress line under them. Elements are kept; only their text changes. */
export class Header {
  readonly nodes: HTMLElement[];
  private dot = h('i.nbt-dot');
  private word = h('h3');
  private name = h('code.nbt-subject');
  private cell = h('span');
  private stats = h('span.nbt-stats');
  private stop: HTMLButtonElement | null = null;
  private bar = h('i');
  private progress: HTMLElement;
  private cellShown = '';

  constructor(onStop?: () => void, ...controls: HTMLElement[]) {
    if (onStop) {
      const label = h('span', {}, trans.__('Stop'));
      const onclick = () => {
        stop.disabled = true;
        label.textContent = trans.__('Stopping…');
        onStop();
      };
      const stop = (this.stop = h('button.nbt-button.nbt-stop', { type: 'button', onclick }, icon('stop'), label));
    }
    this.progress = h(
      'div.nbt-progress',
      { role: 'progressbar', 'aria-label': trans.__('Progress'), 'aria-valuemin': 0, 'aria-valuemax': 100 },
      this.bar,
    );
    const header = h('header.nbt-head', {}, this.dot, this.word, this.name, this.cell, this.stats);
    if (this.stop) header.append(this.stop);
    header.append(...controls);
    this.nodes = [header, this.progress];
  }

  update(curves: CurvesJson): void {
    const { state, name, steps, total } = curves;
    this.dot.className = `nbt-dot ${state}`;
    this.word.textContent = wordOf(state);
    this.name.textContent = name ?? '';
    this.name.hidden = !name;
    this.showCell(curves);
    this.stats.replaceChildren(...facts(curves).map(([value, label]) => h('span.kv', {}, h('b', {}, value), label)));
    if (this.stop) this.stop.hidden = state !== 'running';
    const share = state === 'finished' ? 1 : total ? Math.min(1, steps / total) : null;
    this.progress.className = `nbt-progress ${state}${share == null && state === 'running' ? ' unknown' : ''}`;
    this.bar.style.width = `${((share ?? 1) * 100).toFixed(2)}%`;
    if (share == null) this.progress.removeAttribute('aria-valuenow');
    else this.progress.setAttribute('aria-valuenow', String(Math.round(share * 100)));
  }

  private showCell({ cell, cellId }: CurvesJson): void {
    const shown = JSON.stringify([cell, cellId]);
    if (shown === this.cellShown) return;
    this.cellShown = shown;
    replace(this.cell, cell != null && jumpLink({ cell, cellId }));
  }
}

/** The numbers of the header, as value and what it counts. */
export function facts({ state, steps, total, epoch, epochs, rate, elapsed, eta }: CurvesJson): [string, string][] {
  const out: [string, string][] = [];
  const over = state === 'finished';
  if (epoch != null && !over)
    out.push([int(epoch), epochs != null ? trans.__('/ %1 epochs', int(epochs)) : trans._n('epoch', 'epochs', epoch)]);
  out.push([int(steps), total != null && !over ? trans.__('/ %1 steps', int(total)) : trans._n('step', 'steps', steps)]);
  if (over && (epochs ?? epoch) != null)
    out.push([int((epochs ?? epoch)!), trans._n('epoch', 'epochs', (epochs ?? epoch)!)]);
  if (rate != null) out.push([rate >= 10 ? int(rate) : rate.toPrecision(2), trans.__('steps/s')]);
  if (state === 'running' && eta != null)
    out.push([clock(eta), total == null && epoch != null ? trans.__('left in this epoch') : trans.__('left')]);
  else if (elapsed != null) out.push([clock(elapsed), over ? trans.__('total') : trans.__('elapsed')]);
  return out;
}
