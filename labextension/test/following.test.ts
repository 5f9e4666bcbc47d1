import { Signal } from '@lumino/signaling';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { beforeEach, expect, it } from 'vitest';
import { lastExplained } from '../src/explained';
import { Following } from '../src/following';
import { PanelModel } from '../src/model';
import { trans } from '../src/kit';
import type { Finding } from '../src/schema';
import { FakeKernel, recorded, settle } from './panel-support';

class FakeNotebook {
  disposed = new Signal<this, void>(this);
  title = { label: '', changed: new Signal<this, void>(this) };
  sessionContext = { session: null as unknown, kernelChanged: new Signal<this, void>(this) };
  constructor(label: string) {
    this.title.label = label;
  }
}

class FakeTracker {
  currentWidget: FakeNotebook | null = null;
  currentChanged = new Signal<this, FakeNotebook | null>(this);
  show(notebook: FakeNotebook | null): void {
    this.currentWidget = notebook;
    this.currentChanged.emit(notebook);
  }
}

let tracker: FakeTracker;
let model: PanelModel;
let following: Following;
const [first, second] = [new FakeNotebook('first'), new FakeNotebook('second')];
beforeEach(() => {
  tracker = new FakeTracker();
  model = new PanelModel();
  following = new Following(tracker as unknown as INotebookTracker, model);
});

it('follows the notebook in front', () => {
  tracker.show(first);
  tracker.show(second);
  expect(model.notebook).toBe('second');
  tracker.show(null);
  expect([model.notebook, model.phase]).toEqual([null, 'none']);
});

it('stays with its notebook when asked to, until that is closed', () => {
  following.followFront(false);
  tracker.show(first);
  tracker.show(second);
  expect(model.notebook).toBe('first');
  first.disposed.emit();
  expect(following.notebook).toBe(second as unknown as NotebookPanel);
  tracker.show(first);
  expect(model.notebook).toBe('second');
  following.followFront(true);
  expect(model.notebook).toBe('first');
});

it('hears of another kernel and another name', async () => {
  tracker.show(first);
  expect(model.phase).toBe('off');
  first.sessionContext.session = { kernel: new FakeKernel(recorded()).connection() };
  first.sessionContext.kernelChanged.emit();
  await settle();
  expect(model.phase).toBe('ready');
  first.title.label = 'renamed';
  first.title.changed.emit();
  expect([model.notebook, model.phase]).toEqual(['renamed', 'ready']);
});

it.each([
  [true, 700],
  [false, 621],
])('with redraw %s a running cell has taken the panel to step %d', async (redraw, steps) => {
  const kernel = new FakeKernel(recorded());
  model.redraw = redraw;
  model.follow({ name: 'digits', kernel: kernel.connection() });
  await settle();
  const [run] = recorded().runs.slice(-1);
  kernel.comm('nbtorch:push').speak({ kind: 'progress', runs: [{ ...run, steps: 700 }] });
  expect(model.state!.runs.at(-1)!.steps).toBe(steps);
  kernel.comm('nbtorch:push').speak({ kind: 'state', ...recorded({ runs: [{ ...run, steps: 800 }] }) });
  expect(model.state!.runs.at(-1)!.steps).toBe(800);
});

it('finds the last explanation that can be jumped to', () => {
  const found = [[1, 'a'], [4, 'b'], [4, 'c'], [null, 'd']].map(([cell, rule]) => ({ cell, rule }) as Finding);
  const state = recorded({ explanations: { schema: 1, kind: 'explain', checks: 19, found } });
  expect(lastExplained(state)!.rule).toBe('b');
  expect(lastExplained(recorded())).toBeNull();
  expect(lastExplained(null)).toBeNull();
});

it('speaks the language of its bundle', () => {
  expect(trans.__('Kernel stopped at step %1', '1,240')).toBe('Kernel stopped at step 1,240');
  expect(trans._n('%2 layer', '%2 layers', 1, '1')).toBe('1 layer');
  expect(trans._n('%2 layer', '%2 layers', 1200, '1,200')).toBe('1,200 layers');
  trans.use({ __: (text) => text.toUpperCase(), _n: (one) => one });
  expect(trans.__('Runs')).toBe('RUNS');
  trans.use(null);
  expect(trans.__('Runs')).toBe('Runs');
});
