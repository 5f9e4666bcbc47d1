/** Gradient flow: one row per layer in order of depth, time to the right, and the slider is the time axis. */
import {
  chosen,
  emptyState,
  errorState,
  frame,
  h,
  head,
  int,
  keep,
  legend,
  power,
  preferred,
  rampKey,
  sampleAt,
  segmented,
  share,
  Scrubber,
  SharedStep,
  texts,
  type Keep,
  trans,
} from '../../kit';
import type { GradflowJson } from '../../schema';
import { rowsOf, wordAt, type Row } from './read';
import { RowView } from './row';
import { densityStrip, normRange, normStrip } from './strip';

type Show = 'norm' | 'distribution';
/** So many rows fit into the 300 px that the style gives them. */
const FITTING: Record<Show, number> = { norm: 12, distribution: 8 };

export interface GradflowHandle {
  /** Show newer data; the reader's step stays, unless it was the newest. */
  update(data: GradflowJson): void;
  dispose(): void;
}

/** Never throws: what cannot be drawn is shown as text, with the reason. */
export function renderGradflow(host: HTMLElement, data: GradflowJson): GradflowHandle {
  let view: Gradflow | null = null;
  const leave = () => {
    view?.dispose();
    view = null;
  };
  const draw = (next: GradflowJson) => {
    try {
      if (!next.layers.length) {
        leave();
        host.replaceChildren(nothing());
      } else if (view) view.update(next);
      else host.replaceChildren((view = new Gradflow(next)).root);
    } catch (error) {
      leave();
      host.replaceChildren(errorState('gradflow', trans.__('Gradient flow'), next?.name ?? null, error, next?.finding ?? ''));
    }
  };
  draw(data);
  return {
    update: draw,
    dispose: () => {
      leave();
      host.replaceChildren();
    },
  };
}

function nothing(): HTMLElement {
  return emptyState('gradflow', {
    title: trans.__('Gradient flow'),
    finding: trans.__('No layer has a gradient yet'),
    reason: trans.__('Gradients are sampled while an optimizer steps.'),
    code: 'loss.backward(); optimizer.step()',
  });
}

class Gradflow {
  readonly root: HTMLElement;
  private show: Show;
  private kept: Keep;
  private open: Set<string>;
  private rows: { row: Row; view: RowView }[] = [];
  private facts = [0, 1, 2].map(() => h('span'));
  private layers = h('div');
  private axis: HTMLElement;
  private table: HTMLElement;
  private foot = h('div');
  private slider = new Scrubber(trans.__('Training step'), index => this.step.tell(index == null ? null : this.data.steps[index]));
  private step = new SharedStep(() => this.go());

  constructor(private data: GradflowJson) {
    this.kept = keep('gradflow', data.name, data.cellId ?? data.cell);
    const kept = this.kept.load();
    this.show = chosen(['norm', 'distribution'], kept.show, preferred('gradients'));
    this.open = new Set(texts(kept.open));
    const choose = (show: Show) => {
      this.show = show;
      this.kept.save({ show });
      this.draw();
    };
    const modes = segmented<Show>(trans.__('Show'), ['norm', 'distribution'], this.show, choose, {
      norm: trans.__('norm'),
      distribution: trans.__('distribution'),
    });
    this.axis = h('div.nbt-gf-row.axis', {}, h('span'), this.slider.node, this.slider.back);
    this.table = h('div.nbt-gf', {}, this.layers, this.axis);
    this.root = frame('gradflow', '', head(trans.__('Gradient flow'), data.name, this.facts, modes), this.table, this.foot);
    this.step.join(data.run);
    this.draw();
  }

  update(data: GradflowJson): void {
    this.data = data;
    this.step.join(data.run);
    this.draw();
  }

  dispose(): void {
    this.step.leave();
  }

  /** Build the rows; `go` fills in the numbers. */
  private draw(): void {
    const { data, open } = this;
    const rows = rowsOf(data, open);
    const range = normRange(rows);
    const title = this.show === 'norm' ? trans.__('gradient norm over steps') : trans.__('distribution of |gradient| over steps');
    const titles = [
      trans.__('layer, first to last'),
      title,
      trans.__('norm'),
      trans.__('update / weight'),
      trans.__('zeros'),
      trans.__('verdict'),
    ];
    const heading = h('div.nbt-gf-row.head', { role: 'row' }, titles.map(text => h('span', { role: 'columnheader' }, text)));
    let before = '';
    this.rows = rows.map(row => {
      const prefix = row.name.split('.').slice(0, -1).join('.');
      const toggle = row.inside.length ? () => this.toggle(row.name) : null;
      const strip = this.show === 'norm' ? normStrip(row, range) : densityStrip(row);
      const view = new RowView(row, prefix !== '' && prefix === before, strip, data.usual, toggle, open.has(row.name));
      before = prefix;
      return { row, view };
    });
    this.slider.setSteps(data.steps);
    this.axis.hidden = data.steps.length < 2;
    // many layers scroll, which needs the focus: only there is it a stop of the Tab key
    const reach = { tabindex: 0, 'aria-label': trans.__('Layers'), 'data-lm-suppress-shortcuts': 'true' };
    const lines = this.rows.map(({ view }) => view.node);
    const scroll = h('div.nbt-gf-rows', { role: 'rowgroup', ...(rows.length > FITTING[this.show] ? reach : {}) }, lines);
    const name = trans.__('Layers at the chosen step');
    this.layers.replaceChildren(h('div', { role: 'table', 'aria-label': name }, heading, scroll));
    this.table.classList.toggle('tall', this.show === 'distribution');
    const [low, high] = range;
    const fill =
      this.show === 'norm'
        ? rampKey('ember', trans.__('norm %1', power(low)), power(high))
        : rampKey(
            'ember',
            trans.__('few'),
            trans.__('many; from %1 at the foot to %2', power(Math.floor(data.lo)), power(Math.ceil(data.hi))),
          );
    const [from, to] = data.usual.map(limit => power(Math.round(Math.log10(limit))));
    this.foot.replaceChildren(legend([fill], [h('span', {}, h('i.usual'), trans.__('usual update / weight, %1 to %2', from, to))]));
    this.go();
  }

  /** Write the numbers of the step that is looked at. */
  private go(): void {
    const { steps, layers, usual, name } = this.data;
    const at = sampleAt(steps, this.step.step);
    for (const { view } of this.rows) view.show(at, usual);
    this.table.style.setProperty('--at', String(share(steps, at)));
    const troubled = layers.filter(layer => wordAt(layer, at)).length;
    const state = troubled
      ? trans._n('%2 needs attention', '%2 need attention', troubled, int(troubled))
      : trans.__('all layers learn');
    const step = trans.__('step %1', int(steps[at]));
    this.slider.show(at, this.step.step != null, state);
    const many = trans._n('%2 layer', '%2 layers', layers.length, int(layers.length));
    [step, many, state].forEach((fact, at) => (this.facts[at].textContent = fact));
    this.root.dataset.step = String(steps[at]);
    this.root.setAttribute('aria-label', `${name ? trans.__('Gradient flow of %1', name) : trans.__('Gradient flow')}, ${step}: ${state}`);
  }

  private toggle(name: string): void {
    if (!this.open.delete(name)) this.open.add(name);
    this.kept.save({ open: [...this.open] });
    this.draw();
    const drawn = this.rows.find(({ row }) => row.name === name);
    drawn?.view.node.querySelector('button')?.focus();
  }
}
