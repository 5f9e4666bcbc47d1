import { h, int, num, jumpLink, onStep, replace, spark, stepOf, trans } from '../kit';
import type { PanelState, RunState } from '../schema';
import { Section } from './section';

type Run = PanelState['runs'][number];

const wordOf = (state: RunState): string =>
  ({
    running: trans.__('training'),
    finished: '',
    interrupted: trans.__('stopped by you'),
    error: trans.__('failed'),
    nan: 'NaN',
  })[state];

/** The runs of this kernel, newest first: the latest with its curve, earlier ones in a line each. */
export class Runs {
  readonly section = new Section('runs', trans.__('Runs'));
  private shown = '';
  private rows = new Map<string, LatestRun>();
  private runs: readonly Run[] = [];
  private stopListening = onStep(() => this.update(this.runs));

  dispose(): void {
    this.stopListening();
  }

  update(runs: readonly Run[]): void {
    this.runs = runs;
    const newest = [...runs].reverse();
    this.section.setCount(runs.length);
    const shown = JSON.stringify([newest[0]?.id, newest.slice(1).map((run) => [run, stepOf(run.run)])]);
    if (shown !== this.shown) {
      this.shown = shown;
      this.rows.clear();
      const [latest, ...earlier] = newest;
      if (!latest) {
        this.section.body.replaceChildren(h('p.dim', {}, trans.__('Training shows up here by itself.')));
        return;
      }
      const row = new LatestRun(latest);
      this.rows.set(String(latest.id), row);
      this.section.body.replaceChildren(row.node, ...earlier.map((run) => earlierRun(run)));
    }
    if (newest[0]) this.rows.get(String(newest[0].id))?.update(newest[0]);
  }
}

const progress = ({ steps, total }: Run): string => (total ? `${int(steps)} / ${int(total)}` : trans.__('%1 steps', int(steps)));

/** Its elements stay while numbers come in, so that the keyboard focus does too. */
class LatestRun {
  private dot = h('i.nbt-dot');
  private count = h('span.tn');
  private bar = h('i');
  private progress = h('div.nbt-progress', {}, this.bar);
  private curve = h('span');
  private word = h('div.dim');
  private loss = h('dd');
  private which = h('dt');
  readonly node: HTMLElement;

  constructor(run: Run) {
    const link = run.cell != null && jumpLink({ cell: run.cell });
    this.node = h(
      'div.nbt-run',
      {},
      h('div.l', {}, this.dot, h('b', {}, trans.__('run %1', run.id)), link, h('span.nbt-grow'), this.count),
      this.progress,
      this.word,
      h('div.l2', {}, this.curve, h('dl', {}, this.which, this.loss)),
    );
  }

  update(run: Run): void {
    this.dot.className = `nbt-dot ${run.state}`;
    this.word.textContent = [run.name, run.state === 'running' ? '' : wordOf(run.state)].filter(Boolean).join(', ');
    this.word.hidden = !this.word.textContent;
    const step = stepOf(run.run);
    this.count.textContent = step != null ? trans.__('step %1 of %2', int(step), int(run.steps)) : progress(run);
    this.count.classList.toggle('held', step != null);
    this.progress.className = `nbt-progress ${run.state}${!run.total && run.state === 'running' ? ' unknown' : ''}`;
    const share = run.state === 'finished' || !run.total ? 1 : Math.min(1, run.steps / run.total);
    this.bar.style.width = `${(share * 100).toFixed(1)}%`;
    const width = Math.max(80, Math.min(176, this.node.clientWidth - 104)); // the loss beside it is never cut
    replace(this.curve, run.spark.length > 1 && spark(levels(run.spark), width, 32, { at: run.at, mark: step }));
    this.which.textContent = step != null ? trans.__('newest loss') : trans.__('loss');
    this.loss.textContent = num(run.loss);
  }
}

/** Logarithms where the loss spans more than a decade and a half, as in the large chart. */
function levels(values: readonly (number | null)[]): readonly (number | null)[] {
  const known = values.filter((value) => value != null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return low > 0 && high / low > 10 ** 1.5 ? values.map((value) => (value == null ? null : Math.log10(value))) : values;
}

function earlierRun(run: Run): HTMLElement {
  const link = run.cell != null && jumpLink({ cell: run.cell });
  const step = stepOf(run.run);
  const word = [run.name, wordOf(run.state), progress(run)].filter(Boolean).join(', ');
  return h(
    'div.nbt-run.old',
    {},
    h(`i.nbt-dot.${run.state}`),
    trans.__('run %1', run.id),
    link,
    h('span.dim', { title: word }, step == null && word),
    step != null ? h('span.held', {}, trans.__('step %1', int(step))) : h('span.nbt-grow'),
    h('span.tn', {}, num(run.loss)),
  );
}
