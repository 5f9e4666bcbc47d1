import { h, int, trans } from './kit';
import type { PanelModel } from './model';
import { ExplanationsSection } from './panel/explanations';
import { Flow } from './panel/flow';
import { type DrawGraph, Graphs } from './panel/graphs';
import { Devices } from './panel/devices';
import type { Doing } from './panel/doing';
import { Models } from './panel/models';
import { Runs } from './panel/runs';
import { Tensors } from './panel/tensors';

/** What the panel can do to the notebook. */
export interface Actions {
  /** Put `%load_ext nbtorch` into a new cell and run it. */
  loadExtension(): void;
  restartKernel(): void;
  /** Put code into a new cell below the active one; run it, or leave the cursor in it. */
  insert(code: string, run: boolean): void;
}

/** The side panel's contents: notebook and kernel on top, then what the kernel recorded. */
export class PanelView {
  readonly node: HTMLElement;
  private notebook = h('strong');
  private kernel = h('span');
  private kernelDot = h('i');
  private kernelText = h('span');
  private main = h('div');
  private runs = new Runs();
  private explanations = new ExplanationsSection();
  private flow = new Flow();
  private models: Models;
  private tensors: Tensors;
  private graphs: Graphs;
  private devices: Devices;
  /** In the order of the page: what is going on, what is wrong, then what there is. */
  private get parts() {
    return [this.runs, this.explanations, this.flow, this.models, this.tensors, this.graphs, this.devices];
  }
  private shown: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private model: PanelModel,
    private actions: Actions,
    draw: DrawGraph,
  ) {
    this.graphs = new Graphs(model, draw);
    const doing: Doing = {
      showGraph: (name, find = '') => this.graphs.open(name, find),
      run: (code) => actions.insert(code, true),
      write: (code) => actions.insert(code, false),
    };
    this.models = new Models(doing);
    this.tensors = new Tensors(doing);
    this.devices = new Devices(model);
    this.kernel.append(this.kernelDot, this.kernelText);
    this.node = h(
      'aside.nbt.nbt-panel',
      { 'data-nbtorch': 'panel', 'aria-label': 'nbtorch' },
      h('div.nbt-p-top', {}, this.notebook, h('span.nbt-grow'), this.kernel),
      this.main,
    );
    model.changed.connect(this.schedule, this);
    this.update();
  }

  dispose(): void {
    if (this.timer != null) clearTimeout(this.timer);
    this.model.changed.disconnect(this.schedule, this);
    this.runs.dispose();
    this.models.dispose();
    this.graphs.dispose();
    this.devices.dispose();
    this.node.remove();
  }

  /** Several changes in a row are drawn once. */
  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.update();
    });
  }

  private update(): void {
    const { phase, notebook, state, busy, late } = this.model;
    this.notebook.textContent = notebook ?? 'nbtorch';
    this.notebook.title = notebook ?? '';
    this.kernel.className = `nbt-kernel ${busy ? 'busy' : 'idle'}`;
    this.kernel.hidden = phase === 'none';
    this.kernelText.textContent = kernelWords(this.model);
    this.node.toggleAttribute('aria-busy', phase === 'connecting' || late);
    const waiting = phase === 'connecting' && late;
    const shown = waiting ? 'waiting' : phase;
    if (shown !== this.shown) this.main.replaceChildren(...this.contents(shown));
    this.shown = shown;
    if (phase !== 'ready' || !state) return;
    this.runs.update(state.runs);
    this.explanations.update(state.explanations);
    this.flow.update(this.model.gradflow, state.runs.at(-1)?.state === 'running');
    this.models.update(state.models);
    this.tensors.update(state.tensors, state.graphs);
    this.graphs.update();
    this.devices.update();
  }

  private contents(shown: string): HTMLElement[] {
    if (shown === 'ready') return this.parts.map((part) => part.section.node);
    if (shown === 'connecting') return [72, 48, 88].map(skeleton);
    if (shown === 'waiting') return [message(trans.__('Kernel busy'), trans.__('It answers when the running cell has ended.'))];
    if (shown === 'none')
      return [
        message(
          trans.__('No notebook is open'),
          trans.__('Open one that uses nbtorch; its runs and graphs show up here.'),
        ),
      ];
    if (shown === 'empty') {
      const text = trans.__(
        'This notebook has not loaded the extension. Run this in a cell; training then shows up here by itself.',
      );
      return [
        message(trans.__('Nothing recorded yet'), text, '%load_ext nbtorch', [
          trans.__('Insert and run'),
          () => this.actions.loadExtension(),
        ]),
      ];
    }
    const { step } = this.model.state ?? { step: null };
    const title = step != null ? trans.__('Kernel stopped at step %1', int(step)) : trans.__('No kernel is running');
    const text =
      step != null
        ? trans.__('What was recorded up to then is still in the notebook. Restart the kernel to record again.')
        : trans.__('Start a kernel to record.');
    return [
      message(title, text, null, [
        step != null ? trans.__('Restart kernel') : trans.__('Start kernel'),
        () => this.actions.restartKernel(),
      ]),
    ];
  }
}

function kernelWords({ phase, busy, late, state }: PanelModel): string {
  if (phase === 'off') return trans.__('no kernel');
  const step = state?.step != null ? trans.__(', as of step %1', int(state.step)) : '';
  if (late && phase === 'ready') return trans.__('kernel busy') + step;
  if (phase === 'connecting') return late ? trans.__('kernel busy') : trans.__('connecting');
  return busy ? trans.__('busy') + (phase === 'ready' ? step : '') : trans.__('idle');
}

function message(
  title: string,
  text: string,
  code: string | null = null,
  button: [string, () => void] | null = null,
): HTMLElement {
  const act = button && h('button.nbt-button', { type: 'button' }, button[0]);
  act?.addEventListener('click', button![1]);
  return h('div.nbt-empty', {}, h('b', {}, title), h('p', {}, text), code && h('pre', {}, code), act);
}

/** CSS keeps it invisible for the first 150 ms, so that a quick answer does not flash. */
function skeleton(width: number): HTMLElement {
  return h(
    'div.nbt-skel',
    { 'aria-hidden': 'true' },
    h('i', { style: `width:${width}px` }),
    h('i', { style: 'width:90%' }),
    h('i', { style: 'width:70%' }),
  );
}
