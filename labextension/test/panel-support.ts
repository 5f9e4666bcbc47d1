import { Signal } from "@lumino/signaling";
import type { KernelConnection } from "../src/panel/link";
import type { PanelState } from "../src/schema";

/** One comm as the kernel sees it: what was sent to it, and how to speak on it. */
export class FakeComm {
  sent: Record<string, unknown>[] = [];
  opened = false;
  isDisposed = false;
  commsOverSubshells = "perCommTarget";
  subshell: unknown = null;
  onMsg!: (message: { content: { data: unknown } }) => void;
  onClose!: () => void;
  closed = false;
  constructor(
    readonly target: string,
    readonly commId: string,
    private kernel: FakeKernel,
  ) {}
  get targetName() {
    return this.target;
  }

  open() {
    this.opened = true;
    if (!this.kernel.loaded) queueMicrotask(() => this.onClose());
  }
  send(data: Record<string, unknown>) {
    this.sent.push(data);
    this.kernel.answer(this, data);
  }
  speak(data: unknown) {
    if (!this.isDisposed) this.onMsg({ content: { data } });
  }
  dispose() {
    this.isDisposed = true;
  }
}

/** A kernel that answers like nbtorch's, as far as the panel can tell. */
export class FakeKernel {
  id = "kernel";
  status = "idle";
  info = Promise.resolve({});
  supportsSubshells = true;
  subshellsStart = true;
  clientId = "client";
  username = "";
  statusChanged = new Signal<this, string>(this);
  connectionStatusChanged = new Signal<this, string>(this);
  iopubMessage = new Signal<this, unknown>(this);
  comms: FakeComm[] = [];
  /** Those who asked for a subshell, and get one when `startSubshells` is called. */
  private askers: { onReply: (reply: unknown) => void }[] = [];
  subshells = 0;
  silent = false;
  constructor(
    public state: PanelState,
    public loaded = true,
  ) {}

  connection = () => this as unknown as KernelConnection;
  createComm(target: string): FakeComm {
    const comm = new FakeComm(target, `comm ${this.comms.length}`, this);
    this.comms.push(comm);
    return comm;
  }
  sendControlMessage() {
    const future = { onReply: (_reply: unknown) => {} };
    this.askers.push(future);
    if (this.subshellsStart) queueMicrotask(() => this.startSubshells());
    return future;
  }
  startSubshells() {
    for (const asker of this.askers.splice(0)) asker.onReply({ content: { subshell_id: `subshell ${++this.subshells}` } });
  }
  sendShellMessage({ header, content }: { header: Record<string, unknown>; content: Record<string, unknown> }) {
    const comm = this.comms.find(({ commId }) => commId === content.comm_id)!;
    comm.subshell = header.subshell_id ?? null;
    if (header.msg_type === "comm_open") comm.open();
    else if (header.msg_type === "comm_close") comm.closed = true;
    else comm.send(content.data as Record<string, unknown>);
  }
  comm = (target: string) => this.comms.filter((comm) => comm.target === target && !comm.isDisposed).pop()!;
  answer(comm: FakeComm, { id, ask, name }: Record<string, unknown>) {
    if (this.silent) return;
    const known = this.state.graphs.some((graph) => graph.name === name);
    const graph = { schema: 1, kind: "graph", call: name, nodes: [], edges: [], modules: {} };
    const reply =
      ask === "state"
        ? { ok: true, state: this.state }
        : known
          ? { ok: true, graph }
          : { ok: false, error: "There is no such graph." };
    queueMicrotask(() => comm.speak({ id, ...reply }));
  }
  become(status: string) {
    this.status = status;
    this.statusChanged.emit(status);
  }
  run(code: string) {
    this.execution("busy");
    this.iopubMessage.emit({ header: { msg_type: "execute_input" }, parent_header: {}, content: { code } });
    if (code.includes("load_ext nbtorch")) this.loaded = true;
    this.execution("idle");
  }
  execution(execution_state: string) {
    this.iopubMessage.emit({
      header: { msg_type: "status" },
      parent_header: { msg_type: "execute_request" },
      content: { execution_state },
    });
  }
}

export function recorded(change: Partial<PanelState> = {}): PanelState {
  return {
    schema: 1,
    busy: false,
    step: 1240,
    graphs: [
      { name: "logits", ops: 30, params: 77_562, cell: 6, version: 1 },
      { name: "loss", ops: 31, params: 77_562, cell: 6, version: 2 },
    ],
    runs: [
      { id: "1", name: "DigitsNet", cell: 7, state: "nan", steps: 91, total: 1242, loss: null, spark: [2.3, 2, null] },
      {
        id: "2",
        name: "DigitsNet",
        cell: 7,
        state: "running",
        steps: 621,
        total: 1242,
        loss: 0.5,
        spark: [2.3, 1, 0.5, 0.01],
      },
    ],
    models: [],
    tensors: [
      {
        name: "x_train",
        shape: [1437, 1, 8, 8],
        dtype: "float32",
        device: "cpu",
        bytes: 367_872,
        requires_grad: false,
      },
      { name: "loss", shape: [], dtype: "float32", device: "cpu", bytes: 4, requires_grad: true },
    ],
    ...change,
  };
}

/** Let promises and zero-delay timers run. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
