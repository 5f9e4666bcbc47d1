import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PanelModel } from "../src/model";
import { KernelLink } from "../src/panel/link";
import { FakeKernel, recorded, settle } from "./panel-support";

let model: PanelModel;
beforeEach(() => (model = new PanelModel()));
afterEach(() => {
  model.dispose();
  vi.useRealTimers();
});

async function follow(kernel: FakeKernel | null, name = "digits.ipynb"): Promise<void> {
  model.follow({ name, kernel: kernel?.connection() ?? null });
  await settle();
}

describe("connecting", () => {
  it("has nothing to show without a notebook", () => {
    model.follow(null);
    expect(model.phase).toBe("none");
  });

  it("asks for the state on a subshell of its own, whatever the user's setting", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    expect(kernel.comms.map((comm) => [comm.target, comm.commsOverSubshells, comm.subshell])).toEqual([
      ["nbtorch:push", "disabled", "subshell 1"],
      ["nbtorch:ask", "disabled", "subshell 1"],
    ]);
    expect(model.phase).toBe("ready");
    expect(model.state).toEqual(recorded());
  });

  it("sends nothing before the subshell exists", async () => {
    const kernel = new FakeKernel(recorded());
    kernel.subshellsStart = false;
    await follow(kernel);
    expect(kernel.comms.some((comm) => comm.opened)).toBe(false);
    kernel.startSubshells();
    await settle();
    expect(model.phase).toBe("ready");
  });

  it("reaches a kernel that is too busy to say what it can do", async () => {
    vi.useFakeTimers();
    const kernel = new FakeKernel(recorded());
    kernel.info = new Promise(() => undefined);
    kernel.supportsSubshells = false; // as far as anybody knows
    model.follow({ name: "digits.ipynb", kernel: kernel.connection() });
    await vi.advanceTimersByTimeAsync(1100);
    vi.useRealTimers();
    await settle();
    expect([model.phase, kernel.comms[0].subshell]).toEqual(["ready", "subshell 1"]);
  });

  it("works with kernels that have no subshells", async () => {
    const kernel = new FakeKernel(recorded());
    Object.assign(kernel, { supportsSubshells: false, subshellsStart: false });
    await follow(kernel);
    expect(model.phase).toBe("ready");
    expect(kernel.comms.map((comm) => comm.subshell)).toEqual([null, null]);
  });

  it("closes its comms when another notebook comes to the front", async () => {
    const [first, second] = [new FakeKernel(recorded()), new FakeKernel(recorded({ step: 3 }))];
    await follow(first);
    await follow(second, "other.ipynb");
    expect(first.comms.every((comm) => comm.isDisposed && comm.closed)).toBe(true);
    expect([model.notebook, model.state?.step]).toEqual(["other.ipynb", 3]);
  });

  it("keeps its comms when only the name changes", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    await follow(kernel, "renamed.ipynb");
    expect(kernel.comms).toHaveLength(2);
    expect(model.notebook).toBe("renamed.ipynb");
  });
});

describe("a kernel without the extension", () => {
  it("is empty until a cell loads it", async () => {
    const kernel = new FakeKernel(recorded(), false);
    await follow(kernel);
    expect(model.phase).toBe("empty");
    kernel.run("1 + 1");
    await settle();
    expect(kernel.comms).toHaveLength(2);
    kernel.run("%load_ext nbtorch");
    await settle();
    expect(model.phase).toBe("ready");
  });

  it("does not try again before the cell has ended", async () => {
    const kernel = new FakeKernel(recorded(), false);
    kernel.status = "busy";
    await follow(kernel);
    kernel.become("idle");
    await settle();
    expect(kernel.comms).toHaveLength(2);
    kernel.execution("idle");
    await settle();
    expect(kernel.comms).toHaveLength(4);
  });

  it("is empty again after the extension was unloaded", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    kernel.comm("nbtorch:push").onClose();
    expect([model.phase, model.state]).toEqual(["empty", null]);
  });
});

describe("the kernel speaks", () => {
  it("takes the state pushed after each cell and the progress in between", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    const push = kernel.comm("nbtorch:push");
    push.speak({ kind: "state", ...recorded({ step: 5, tensors: [] }) });
    expect([model.state?.step, model.state?.tensors]).toEqual([5, []]);
    push.speak({ kind: "progress", busy: true, step: 6, runs: [] });
    expect([model.state?.step, model.state?.runs, model.state?.graphs.length]).toEqual([6, [], 2]);
  });

  it("connects anew after a restart", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    kernel.become("restarting");
    expect([model.phase, model.state]).toEqual(["connecting", null]);
    kernel.become("idle");
    await settle();
    expect(model.phase).toBe("ready");
    expect(kernel.comms).toHaveLength(4);
  });

  it.each([
    ["while it was asked for a subshell", (kernel: FakeKernel) => (kernel.subshellsStart = false)],
    ["with an answer", (kernel: FakeKernel) => (kernel.silent = true)],
  ])("asks anew when the connection was lost %s", async (_when, lose) => {
    const kernel = new FakeKernel(recorded());
    lose(kernel);
    await follow(kernel);
    expect(model.phase).toBe("connecting");
    kernel.connectionStatusChanged.emit("connecting");
    Object.assign(kernel, { silent: false, subshellsStart: true });
    kernel.connectionStatusChanged.emit("connected");
    await settle();
    expect([model.phase, model.state?.step]).toEqual(["ready", 1240]);
    kernel.connectionStatusChanged.emit("connected");
    expect(kernel.comms).toHaveLength(4);
  });

  it("shows what it knows until a lost connection is back, and then asks for its graph again", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    kernel.connectionStatusChanged.emit("connecting");
    expect([model.phase, model.graph?.call]).toEqual(["ready", "loss"]);
    kernel.state = recorded({ step: 2000 });
    kernel.connectionStatusChanged.emit("connected");
    await settle();
    expect([model.phase, model.state?.step, kernel.subshells]).toEqual(["ready", 2000, 1]);
    expect(kernel.comm("nbtorch:ask").sent.map(({ ask }) => ask)).toEqual(["state", "graph", "gradflow"]);
    expect(kernel.comms.slice(0, 2).every((comm) => comm.closed)).toBe(true);
  });

  it("takes a new subshell of a kernel that others have restarted", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    kernel.become("starting");
    await settle();
    expect([model.phase, kernel.comm("nbtorch:ask").subshell]).toEqual(["ready", "subshell 2"]);
  });

  it("says when the kernel has died and what it knew last", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    kernel.become("dead");
    expect([model.phase, model.state?.step]).toEqual(["off", 1240]);
  });
});

describe("asking", () => {
  it("is late after two seconds, and a late answer still counts", async () => {
    vi.useFakeTimers();
    const kernel = new FakeKernel(recorded());
    kernel.silent = true;
    model.follow({ name: "digits.ipynb", kernel: kernel.connection() });
    await vi.advanceTimersByTimeAsync(2100);
    expect([model.phase, model.late]).toEqual(["connecting", true]);
    const ask = kernel.comm("nbtorch:ask");
    ask.speak({ id: ask.sent[0].id, ok: true, state: recorded() });
    await vi.advanceTimersByTimeAsync(0);
    expect([model.phase, model.late]).toEqual(["ready", false]);
    await vi.advanceTimersByTimeAsync(2100); // the graph was asked for and does not come
    expect([model.phase, model.late]).toEqual(["ready", true]);
  });

  it("gets the loss's graph first, then the one that was chosen", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    expect([model.selected, model.graph?.call]).toEqual(["loss", "loss"]);
    model.select("logits");
    await settle();
    expect(model.graph?.call).toBe("logits");
  });

  it.each([
    ["the loss as soon as there is one", [], "loss"],
    ["what the reader picked, whatever turns up", ["logits"], "logits"],
  ])("shows %s", async (_what, picks, expected) => {
    const all = recorded();
    const kernel = new FakeKernel(recorded({ graphs: all.graphs.slice(0, 1) }));
    await follow(kernel);
    expect(model.selected).toBe("logits");
    for (const name of picks) model.select(name);
    kernel.state = all;
    kernel.comm("nbtorch:push").speak({ kind: "state", ...all });
    await settle();
    expect([model.selected, model.graph?.call]).toEqual([expected, expected]);
  });

  it("asks again only for a newer version of the graph", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    const graphs = () => kernel.comm("nbtorch:ask").sent.filter((message) => message.ask === "graph");
    kernel.comm("nbtorch:push").speak({ kind: "state", ...recorded() });
    await settle();
    expect(graphs()).toHaveLength(1);
    const newer = recorded();
    newer.graphs[1].version = 3;
    kernel.comm("nbtorch:push").speak({ kind: "state", ...newer });
    await settle();
    expect(graphs()).toHaveLength(2);
  });

  it("keeps the kernel's reason when a graph is gone", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    model.select("gone");
    kernel.comm("nbtorch:push").speak({ kind: "state", ...recorded({ graphs: [] }) });
    expect(model.selected).toBeNull();
    const link = new KernelLink(kernel.connection());
    await link.open();
    await expect(link.ask({ ask: "graph", name: "gone" })).rejects.toThrow("There is no such graph.");
    link.dispose();
    await expect(link.ask({ ask: "state" })).rejects.toThrow("no connection");
  });
});

describe("the graph of a run that goes on", () => {
  const going = (version: string) => recorded({ busy: true, graphs: [{ ...recorded().graphs[1], name: "run 2", version, live: true }, ...recorded().graphs] });

  it("is shown before the others, and the loss again when the run is over", async () => {
    const kernel = new FakeKernel(going("a 1"));
    await follow(kernel);
    expect([model.selected, model.graph?.call]).toEqual(["run 2", "run 2"]);
    kernel.state = recorded();
    kernel.comm("nbtorch:push").speak({ kind: "state", ...recorded() });
    await settle();
    expect(model.selected).toBe("loss");
  });

  it("is asked for again when it has a newer step, but not at every push", async () => {
    const kernel = new FakeKernel(going("a 1"));
    await follow(kernel);
    const asked = () => kernel.comm("nbtorch:ask").sent.filter(({ ask }) => ask === "graph").length;
    const now = vi.spyOn(performance, "now");
    for (const [version, later, times] of [["a 1", 9000, 1], ["a 2", 10_000, 2], ["a 3", 10_500, 2], ["a 4", 12_000, 3]] as const) {
      now.mockReturnValue(1e6 + later);
      kernel.comm("nbtorch:push").speak({ kind: "progress", busy: true, graphs: going(version).graphs });
      await settle();
      expect(asked()).toBe(times);
    }
    now.mockRestore();
  });

  it("stays away when the reader has picked another", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    model.select("logits");
    kernel.comm("nbtorch:push").speak({ kind: "progress", busy: true, graphs: going("a 1").graphs });
    await settle();
    expect(model.selected).toBe("logits");
  });
});
