import type { CommsOverSubshells, Kernel } from '@jupyterlab/services';
import { type JSONValue, PromiseDelegate } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';
import type { DevicesJson, GradflowJson, GraphJson, PanelState } from '../schema';

/** The part of JupyterLab's kernel connection that is used here. */
export type KernelConnection = Pick<
  Kernel.IKernelConnection,
  'id' | 'status' | 'info' | 'supportsSubshells' | 'statusChanged' | 'iopubMessage' | 'createComm'
>;

/** JupyterLab's comm; when its subshell exists is not part of the public interface. */
type Comm = Kernel.IComm & { readonly subshellStarted?: Promise<void> };

export type Push = ({ kind: 'state' } & PanelState) | ({ kind: 'progress' } & Partial<PanelState>);
export type Request = { ask: 'state' } | { ask: 'graph'; name: string } | { ask: 'gradflow' } | { ask: 'devices' };
export type Answer = { state?: PanelState; graph?: GraphJson; gradflow?: GradflowJson; devices?: DevicesJson };
type Reply = { id: number; ok: boolean; error?: string } & Answer;

/**
 * Two comms to one kernel. `nbtorch:push` is spoken by the kernel alone; `nbtorch:ask` lives on a subshell, so that
 * it is answered while a cell runs. They stay apart because ipykernel 7.4 answers a comm on the shell that last sent on it.
 */
export class KernelLink {
  /** The kernel said something by itself. */
  readonly pushed = new Signal<this, Push>(this);
  /** The kernel closed a comm: nbtorch is not loaded there. */
  readonly closed = new Signal<this, void>(this);
  private comms: Comm[] = [];
  private asking: Comm | null = null;
  private waiting = new Map<number, PromiseDelegate<Answer>>();
  private lastId = 0;
  private over = false;

  constructor(private kernel: KernelConnection) {}

  async open(): Promise<void> {
    const push = await this.connect('nbtorch:push', (data) => this.pushed.emit(data as unknown as Push));
    const ask = await this.connect('nbtorch:ask', (data) => this.answer(data as unknown as Reply));
    if (this.over) return;
    push.open({});
    ask.open({});
    this.asking = ask;
  }

  /** Ask the kernel; however late it answers, the answer counts. */
  ask(request: Request): Promise<Answer> {
    if (!this.asking || this.over) return Promise.reject(new Error('no connection to the kernel'));
    const id = ++this.lastId;
    const delegate = new PromiseDelegate<Answer>();
    this.waiting.set(id, delegate);
    this.asking.send({ id, ...request } as JSONValue);
    return delegate.promise;
  }

  dispose(): void {
    if (this.over) return;
    this.over = true;
    for (const delegate of this.waiting.values()) delegate.reject(new Error('the connection to the kernel was closed'));
    this.waiting.clear();
    for (const comm of this.comms) if (!comm.isDisposed) comm.dispose();
    Signal.clearData(this);
  }

  private async connect(target: string, heard: (data: JSONValue) => void): Promise<Comm> {
    const comm: Comm = this.kernel.createComm(target);
    this.comms.push(comm);
    comm.onMsg = (message) => heard(message.content.data);
    comm.onClose = () => {
      this.comms = []; // the kernel closes the other one too; JupyterLab complains when that is gone before
      if (!this.over) this.closed.emit();
    };
    await this.kernel.info;
    if (this.kernel.supportsSubshells) {
      // Users may switch subshells off for widgets; ours only reads a snapshot, so it may always use one. A message sent
      // before the subshell exists would go to the main shell and wait there for the running cell.
      if (comm.commsOverSubshells === 'disabled') comm.commsOverSubshells = 'perCommTarget' as CommsOverSubshells;
      await comm.subshellStarted;
    }
    return comm;
  }

  private answer(reply: Reply): void {
    const delegate = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.ok) delegate?.resolve(reply);
    else delegate?.reject(new Error(reply.error ?? 'the kernel could not answer'));
  }
}
