import type { CommsOverSubshells, Kernel } from '@jupyterlab/services';
import { type JSONValue, PromiseDelegate } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';
import type { DevicesJson, GradflowJson, GraphJson, PanelState } from '../schema';
import { type Speaking, subshellOf, tell } from './subshell';

/** The part of JupyterLab's kernel connection that is used here. */
export type KernelConnection = Speaking & Pick<Kernel.IKernelConnection, 'id' | 'status' | 'iopubMessage' | 'createComm'>;

export type Push = ({ kind: 'state' } & PanelState) | ({ kind: 'progress' } & Partial<PanelState>);
export type Request =
  | { ask: 'state' }
  | { ask: 'graph'; name: string }
  | { ask: 'gradflow' }
  | { ask: 'devices' }
  | { ask: 'pictures'; runs: string[] };
type Bundle = Record<string, unknown>;
export type Answer = {
  state?: PanelState;
  graph?: GraphJson;
  gradflow?: GradflowJson;
  devices?: DevicesJson;
  /** Of runs that are over; null where one goes on. */
  pictures?: Record<string, Bundle | null>;
};
type Reply = { id: number; ok: boolean; error?: string } & Answer;

/**
 * Comms to one kernel. `nbtorch:push` is spoken by the kernel alone; `nbtorch:ask` is answered on a subshell, while a
 * cell runs too. They stay apart because ipykernel 7.4 answers a comm on the shell that last sent on it.
 */
export class KernelLink {
  /** The kernel said something by itself. */
  readonly pushed = new Signal<this, Push>(this);
  /** The kernel closed a comm: nbtorch is not loaded there. */
  readonly closed = new Signal<this, void>(this);
  private comms: Kernel.IComm[] = [];
  private asking: Kernel.IComm | null = null;
  private subshell: string | null = null;
  private waiting = new Map<number, PromiseDelegate<Answer>>();
  private lastId = 0;
  private over = false;

  constructor(private kernel: KernelConnection) {}

  /** Open both comms; where `listen` is false only that for questions. */
  async open(listen = true): Promise<void> {
    if (listen) this.connect('nbtorch:push', (data) => this.pushed.emit(data as unknown as Push));
    const ask = this.connect('nbtorch:ask', (data) => this.answer(data as unknown as Reply));
    await null; // whoever opens this as the kernel changes: all have heard of the change by then
    this.subshell = await subshellOf(this.kernel);
    if (this.over) return;
    for (const { commId: comm_id, targetName: target_name } of this.comms)
      tell(this.kernel, 'comm_open', { comm_id, target_name, data: {} }, this.subshell);
    this.asking = ask;
  }

  /** Ask the kernel; however late it answers, the answer counts. */
  ask(request: Request): Promise<Answer> {
    if (!this.asking || this.over) return Promise.reject(new Error('no connection to the kernel'));
    const id = ++this.lastId;
    const delegate = new PromiseDelegate<Answer>();
    this.waiting.set(id, delegate);
    tell(this.kernel, 'comm_msg', { comm_id: this.asking.commId, data: { id, ...request } }, this.subshell);
    return delegate.promise;
  }

  /** Let go; a kernel that is still there is told. */
  dispose(kernelLives = false): void {
    if (this.over) return;
    this.over = true;
    for (const delegate of this.waiting.values()) delegate.reject(new Error('the connection to the kernel was closed'));
    this.waiting.clear();
    for (const comm of this.comms.filter((one) => !one.isDisposed)) {
      comm.dispose();
      if (kernelLives && this.asking) tell(this.kernel, 'comm_close', { comm_id: comm.commId, data: {} }, this.subshell);
    }
    Signal.clearData(this);
  }

  private connect(target: string, heard: (data: JSONValue) => void): Kernel.IComm {
    const comm = this.kernel.createComm(target);
    comm.commsOverSubshells = 'disabled' as CommsOverSubshells; // what is sent here names its subshell itself
    this.comms.push(comm);
    comm.onMsg = (message) => heard(message.content.data);
    comm.onClose = () => {
      this.comms = []; // the kernel closes the other one too; JupyterLab complains when that is gone before
      if (!this.over) this.closed.emit();
    };
    return comm;
  }

  private answer(reply: Reply): void {
    const delegate = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.ok) delegate?.resolve(reply);
    else delegate?.reject(new Error(reply.error ?? 'the kernel could not answer'));
  }
}
