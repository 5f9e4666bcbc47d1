import type { KernelMessage } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import { keep, type Keep } from './kit/keep';
import { type KernelConnection, KernelLink, type Push } from './panel/link';
import type { DevicesJson, GradflowJson, GraphJson, PanelState } from './schema';

/**
 * What the panel can show: no notebook; no living kernel; a connection being made; a kernel without the extension;
 * or recorded data.
 */
export type Phase = 'none' | 'off' | 'connecting' | 'empty' | 'ready';

/** The notebook being followed. */
export interface Source {
  name: string;
  kernel: KernelConnection | null;
}

/** Milliseconds until an answer counts as late. */
const PATIENCE = 2000;

/** Milliseconds between two questions about gradients, or about the graph, while a cell trains. */
const FLOW_EVERY = 1000;
const GRAPH_EVERY = 1500;

/** The graphs a reader most likely wants to see, but for that of a run that goes on. */
const LIKELY = ['loss', 'last backward()'];

/** A cell that may have loaded the extension. */
const MAY_LOAD = /nbtorch|load_ext|%run/;

/** Follows one notebook's kernel and holds what it last said. Knows nothing of the DOM. */
export class PanelModel {
  readonly changed = new Signal<this, void>(this);
  notebook: string | null = null;
  phase: Phase = 'none';
  busy = false;
  /** Show what a running cell says; otherwise it is shown when the cell has ended. */
  redraw = true;
  /** A question is unanswered: what is shown is from an earlier moment. */
  late = false;
  state: PanelState | null = null;
  selected: string | null = null;
  /** The reader picked `selected`; before that the loss is shown as soon as there is one. */
  private picked = false;
  graph: GraphJson | null = null;
  graphError: string | null = null;
  gradflow: GradflowJson | null = null;
  /** The whole devices view is open; it is asked for only then. */
  devicesOpen = false;
  devices: DevicesJson | null = null;
  private devicesVersion = 0;
  private kept: Keep = keep('panel');
  private flowOf = '';
  private flowNext = 0;
  private kernel: KernelConnection | null = null;
  private link: KernelLink | null = null;
  private graphVersion: unknown = null;
  private graphNext = 0;
  private mayHaveLoaded = false;
  /** The kernel could not be reached for a while: what it said then is lost. */
  private unheard = false;

  /** Follow another notebook, another kernel, or nothing. */
  follow(source: Source | null): void {
    this.notebook = source?.name ?? null;
    if (source?.kernel && source.kernel === this.kernel) {
      this.changed.emit();
      return;
    }
    this.leave();
    this.kept = keep('panel', source?.name);
    const { graph, devicesOpen } = this.kept.load();
    this.selected = typeof graph === 'string' ? graph : null;
    this.picked = this.selected != null;
    this.devicesOpen = devicesOpen === true;
    this.kernel = source?.kernel ?? null;
    if (!source) this.phase = 'none';
    else if (!this.kernel || this.kernel.status === 'dead') this.phase = 'off';
    this.kernel?.statusChanged.connect(this.onStatus, this);
    this.kernel?.connectionStatusChanged.connect(this.onConnection, this);
    this.kernel?.iopubMessage.connect(this.onMessage, this);
    this.busy = this.kernel?.status === 'busy';
    if (this.kernel && this.phase !== 'off') void this.connect();
    this.changed.emit();
  }

  /** Show another graph; asks the kernel for it. */
  select(name: string): void {
    this.picked = true;
    if (name === this.selected && this.graph) return;
    this.selected = name;
    this.kept.save({ graph: name });
    this.graph = null;
    this.graphVersion = null;
    this.refreshGraph();
    this.changed.emit();
  }

  /** Open or close the whole devices view. */
  showDevices(open: boolean): void {
    this.devicesOpen = open;
    this.kept.save({ devicesOpen: open });
    this.refreshDevices();
    this.changed.emit();
  }

  /** Try again to reach the extension. */
  async connect(): Promise<void> {
    const { kernel } = this;
    if (!kernel) return;
    this.link?.dispose(true);
    this.mayHaveLoaded = this.busy; // the running cell may be the one that loads it
    if (this.phase !== 'ready') this.phase = 'connecting';
    this.changed.emit();
    const link = (this.link = new KernelLink(kernel));
    link.pushed.connect(this.onPush, this);
    link.closed.connect(this.onClosed, this);
    const late = setTimeout(() => this.link === link && this.say({ late: true }), PATIENCE);
    try {
      await link.open();
      if (this.link !== link) return;
      const answer = await link.ask({ ask: 'state' });
      if (this.link === link && answer.state) this.receive(answer.state);
    } catch {
      if (this.link === link && this.phase === 'connecting') this.say({ phase: 'empty' });
    } finally {
      clearTimeout(late);
    }
  }

  dispose(): void {
    this.leave();
    Signal.clearData(this);
  }

  private leave(): void {
    this.kernel?.statusChanged.disconnect(this.onStatus, this);
    this.kernel?.connectionStatusChanged.disconnect(this.onConnection, this);
    this.kernel?.iopubMessage.disconnect(this.onMessage, this);
    this.link?.dispose(this.phase !== 'off');
    this.link = this.kernel = null;
    this.forget();
    this.mayHaveLoaded = this.unheard = false;
    this.phase = 'none';
  }

  private forget(): void {
    this.state = this.graph = this.selected = this.graphError = this.gradflow = this.devices = null;
    this.devicesVersion = 0;
    this.flowOf = '';
    this.flowNext = 0;
    this.graphVersion = null;
    this.late = this.picked = false;
  }

  private say(change: Partial<Pick<PanelModel, 'phase' | 'late' | 'graph' | 'graphError'>>): void {
    Object.assign(this, change);
    this.changed.emit();
  }

  private onStatus(_kernel: unknown, status: string): void {
    if (status === 'restarting' || status === 'autorestarting' || status === 'starting') {
      this.link?.dispose();
      this.link = null;
      this.forget();
      this.busy = false;
      this.phase = 'connecting';
      if (status === 'starting') {
        void this.connect(); // of a restart that others asked for, this is all one hears
        return;
      }
    } else if (status === 'dead' || status === 'terminating') {
      this.link?.dispose();
      this.link = null;
      this.phase = 'off';
    } else if (status === 'idle' && !this.link) {
      void this.connect();
      return;
    }
    this.changed.emit();
  }

  /** Reached again: what the kernel said meanwhile, and the answers it gave, are asked for anew. */
  private onConnection(_kernel: unknown, status: string): void {
    if (status !== 'connected') {
      this.unheard = true;
      return;
    }
    if (!this.unheard || this.phase === 'off') return;
    this.unheard = false;
    this.graphVersion = null;
    this.flowOf = '';
    this.flowNext = this.devicesVersion = 0;
    void this.connect();
  }

  /** Only cells count as busy: the kernel's own status also turns idle when a subshell has handled one of our messages. */
  private onMessage(_kernel: unknown, { header, parent_header: parent, content }: KernelMessage.IIOPubMessage): void {
    if (header.msg_type === 'execute_input' && MAY_LOAD.test((content as { code: string }).code))
      this.mayHaveLoaded = true;
    if (header.msg_type !== 'status' || (parent as { msg_type?: string }).msg_type !== 'execute_request') return;
    this.busy = (content as { execution_state: string }).execution_state === 'busy';
    if (!this.busy && this.phase === 'empty' && this.mayHaveLoaded) void this.connect();
    else this.changed.emit();
  }

  private onPush(_link: KernelLink, message: Push): void {
    if (message.kind === 'state') this.receive(message);
    else if (this.state && this.redraw) this.receive({ ...this.state, ...message });
  }

  private onClosed(): void {
    this.link?.dispose();
    this.forget();
    this.say({ phase: 'empty' });
  }

  private receive(state: PanelState): void {
    this.state = state;
    this.busy = state.busy;
    this.phase = 'ready';
    this.late = false;
    const names = state.graphs.map((graph) => graph.name);
    const held = this.selected != null && names.includes(this.selected);
    this.picked &&= held;
    const live = state.graphs.find((graph) => graph.live)?.name;
    const likely = this.picked ? null : (live ?? LIKELY.find((name) => names.includes(name)));
    const shown = likely ?? (held ? this.selected : (names[0] ?? null));
    if (shown !== this.selected) {
      this.selected = shown;
      this.graph = null;
      this.graphVersion = null;
    }
    this.refreshGraph();
    this.refreshGradflow();
    this.refreshDevices();
    this.changed.emit();
  }

  /** Ask how gradients flow when training has gone on; once a second while it does. */
  private refreshGradflow(): void {
    const { link, state } = this;
    const run = state?.runs.at(-1);
    const now = performance.now();
    const version = run ? `${run.id} ${run.steps} ${run.state}` : '';
    if (!link || !run || version === this.flowOf || (state!.busy && now < this.flowNext)) return;
    this.flowOf = version;
    this.flowNext = now + FLOW_EVERY;
    link.ask({ ask: 'gradflow' }).then(
      ({ gradflow }) => {
        if (this.link !== link || !gradflow) return;
        this.gradflow = gradflow;
        this.changed.emit();
      },
      () => {}, // nothing was sampled: the section says what would make it so
    );
  }

  /** Ask for the whole devices view while it is open and there is a newer one. */
  private refreshDevices(): void {
    const { link, state } = this;
    const version = state?.devices?.version ?? 0;
    if (!link || !this.devicesOpen || !version || version === this.devicesVersion) return;
    this.devicesVersion = version;
    link.ask({ ask: 'devices' }).then(
      ({ devices }) => {
        if (this.link !== link || !devices) return;
        this.devices = devices;
        this.changed.emit();
      },
      () => {}, // what there was is gone; the next state says so
    );
  }

  /** Ask for the selected graph when the kernel has a newer one than is held. */
  private refreshGraph(): void {
    const { link, selected: name } = this;
    const entry = this.state?.graphs.find((graph) => graph.name === name);
    if (!link || !entry || name == null || entry.version === this.graphVersion) return;
    const now = performance.now();
    if (entry.live && this.graph && now < this.graphNext) return; // the next push asks
    this.graphNext = now + GRAPH_EVERY;
    this.graphVersion = entry.version;
    const isCurrent = () => this.link === link && this.selected === name;
    const late = setTimeout(() => isCurrent() && this.say({ late: true }), PATIENCE);
    link
      .ask({ ask: 'graph', name })
      .then(
        ({ graph }) => isCurrent() && this.say({ graph: graph ?? null, graphError: null, late: false }),
        (error: Error) => isCurrent() && this.say({ graphError: error.message, late: false }),
      )
      .finally(() => clearTimeout(late));
  }
}
