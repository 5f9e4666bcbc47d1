import { h, icon, int, trans } from '../../kit';
import type { CurvesJson } from '../../schema';

/** One sentence when a run did not simply finish: what happened and at which step. */
export function sentence(curves: CurvesJson): { strong: string; rest: string } | null {
  const { state, steps, total, note, nonfinite } = curves;
  if (note && state !== 'error') return { strong: '', rest: note };
  const at = total != null ? trans.__('step %1 of %2', int(steps), int(total)) : trans.__('step %1', int(steps));
  if (state === 'nan') {
    const first = nonfinite[0];
    const strong = first
      ? trans.__('First %1 at step %2', first.value.replace('-', '\u2212'), int(first.step))
      : trans.__('The loss is not a number');
    return { strong, rest: `. ${trans.__('Steps without a finite loss are left blank.')}` };
  }
  if (state === 'interrupted') {
    return {
      strong: '',
      rest: trans.__('Stopped at %1. Weights and history are kept; run the cell again to go on from here.', at),
    };
  }
  if (state === 'error')
    return { strong: trans.__('The cell failed at %1', at), rest: note ? `: ${note}` : `. ${trans.__('History up to there is kept.')}` };
  return null;
}

/** The strip under the header that holds the sentence; hidden while there is nothing to say. */
export class Note {
  readonly node = h('div.nbt-note', { role: 'status' });
  private shown = '';

  update(curves: CurvesJson): void {
    const said = sentence(curves);
    const shown = JSON.stringify([curves.state, said]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.node.hidden = !said;
    const bad = curves.state === 'nan' || curves.state === 'error' || curves.nonfinite.length > 0;
    this.node.className = `nbt-note ${bad ? 'bad' : 'info'}`;
    if (said) this.node.replaceChildren(icon(bad ? 'bad' : 'note'), h('span', {}, h('b', {}, said.strong), said.rest));
    else this.node.replaceChildren();
  }
}
