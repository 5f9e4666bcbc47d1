import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { JUMP, SharedStep } from "../src/kit";
import { PanelModel } from "../src/model";
import { PanelView } from "../src/panel";
import { shortType } from "../src/panel/tensors";
import { findCell } from "../src/jump";
import { FakeKernel, recorded, settle } from "./panel-support";
import type { Finding, GradflowJson } from "../src/schema";
import deep from "./fixtures/gradflow-deep.json";

let model: PanelModel;
let view: PanelView;
const actions = { loadExtension: vi.fn(), restartKernel: vi.fn(), insert: vi.fn() };
const disposed = vi.fn();
const updated = vi.fn();
const drawn = vi.fn((host: HTMLElement) => {
  host.append(document.createElement("svg"));
  return { update: updated, dispose: disposed };
});
const text = (selector = "") => view.node.querySelector(selector || "*")?.textContent ?? "";
const button = (label: string) =>
  [...view.node.querySelectorAll("button")].find((one) => one.textContent?.includes(label))!;

async function follow(kernel: FakeKernel | null): Promise<void> {
  model.follow({ name: "digits.ipynb", kernel: kernel?.connection() ?? null });
  await settle();
  await settle();
}

beforeEach(() => {
  localStorage.clear();
  vi.clearAllMocks();
  model = new PanelModel();
  view = new PanelView(model, actions, drawn);
  document.body.append(view.node);
});
afterEach(() => {
  view.dispose();
  model.dispose();
});

describe("states", () => {
  it("says that no notebook is open", () => {
    expect(view.node.textContent).toContain("No notebook is open");
  });

  it("offers to load the extension", async () => {
    await follow(new FakeKernel(recorded(), false));
    expect(text(".nbt-empty pre")).toBe("%load_ext nbtorch");
    button("Insert and run").click();
    expect(actions.loadExtension).toHaveBeenCalledOnce();
  });

  it("shows a skeleton while it connects", () => {
    const kernel = new FakeKernel(recorded());
    kernel.silent = true;
    return follow(kernel).then(() => {
      expect(view.node.querySelectorAll(".nbt-skel")).toHaveLength(3);
      expect(text(".nbt-kernel")).toBe("connecting");
    });
  });

  it("says that the kernel is busy when it does not say anything", async () => {
    vi.useFakeTimers();
    const kernel = new FakeKernel(recorded());
    kernel.silent = true;
    model.follow({ name: "digits.ipynb", kernel: kernel.connection() });
    await vi.advanceTimersByTimeAsync(2100);
    vi.useRealTimers();
    expect(text(".nbt-kernel")).toBe("kernel busy");
    expect(text(".nbt-empty")).toContain("It answers when the running cell has ended.");
  });

  it("offers to restart a dead kernel, and says at which step it stopped", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    kernel.become("dead");
    await settle();
    expect(text(".nbt-empty b")).toBe("Kernel stopped at step 1,240");
    expect(text(".nbt-kernel")).toBe("no kernel");
    button("Restart kernel").click();
    expect(actions.restartKernel).toHaveBeenCalledOnce();
  });

  it("says of which step it is while the kernel is busy", async () => {
    const kernel = new FakeKernel(recorded());
    await follow(kernel);
    expect(text(".nbt-kernel")).toBe("idle");
    kernel.execution("busy");
    kernel.become("idle"); // a subshell has answered; the cell still runs
    await settle();
    expect(text(".nbt-kernel")).toBe("busy, as of step 1,240");
  });
});

describe("sections", () => {
  beforeEach(() => follow(new FakeKernel(recorded())));

  it("lists runs, newest first", () => {
    const runs = [...view.node.querySelectorAll(".nbt-run")];
    expect(runs.map((run) => run.querySelector(".nbt-dot")!.className)).toEqual(["nbt-dot running", "nbt-dot nan"]);
    expect(runs[0].textContent).toContain("621 / 1,242");
    expect(runs[1].textContent).toContain("DigitsNet, NaN, 91 / 1,242");
    expect(runs[0].querySelector("svg.nbt-spark")).not.toBeNull();
  });

  it("keeps the focus while numbers come in", async () => {
    const link = view.node.querySelector<HTMLElement>(".nbt-run .nbt-link")!;
    link.focus();
    model.state!.runs[1].steps = 622;
    model.changed.emit();
    await settle();
    expect(view.node.textContent).toContain("622 / 1,242");
    expect(document.activeElement).toBe(link);
  });

  it("lists tensors with shape, type and size", () => {
    const rows = [...view.node.querySelectorAll('[aria-label="Tensors"] .nbt-pt tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(rows).toEqual([
      ["x_train", "1437×1×8×8", "f32", "", "368\u2009kB", ""],
      ["loss", "scalar", "f32", "∂", "4\u2009B", ""],
    ]);
  });

  it("draws the selected graph, and another one when it is chosen", async () => {
    expect(drawn).toHaveBeenLastCalledWith(expect.anything(), expect.objectContaining({ call: "loss" }));
    button("logits").click();
    await settle();
    expect(drawn).toHaveBeenLastCalledWith(expect.anything(), expect.objectContaining({ call: "logits" }));
    expect(disposed).toHaveBeenCalledOnce();
    expect(button("logits").getAttribute("aria-pressed")).toBe("true");
  });

  it("updates the picture when the selected graph has a newer version", async () => {
    model.graph = { ...model.graph!, step: 7 };
    model.changed.emit();
    await settle();
    expect(updated).toHaveBeenCalledWith(expect.objectContaining({ step: 7 }));
    expect(disposed).not.toHaveBeenCalled();
  });

  it("fails soft when a graph cannot be drawn", async () => {
    drawn.mockImplementationOnce(() => {
      throw new Error("no layout");
    });
    button("logits").click();
    await settle();
    expect(text(".nbt-picture")).toContain("Your code and its results are not affected. no layout");
  });

  it("folds a section and remembers it", async () => {
    button("Tensors").click();
    expect(button("Tensors").getAttribute("aria-expanded")).toBe("false");
    const again = new PanelView(model, actions, drawn);
    const heads = [...again.node.querySelectorAll("button.hd")].map((head) => head.getAttribute("aria-expanded"));
    again.dispose();
    expect(heads).toEqual(["true", "true", "true", "true", "false", "true", "true"]);
  });

  it("explains what is wrong, and says so when nothing is", async () => {
    expect(text('[aria-label="Explanations"] .bd')).toContain("explained here");
    const finding = { rule: "a", level: "bad", title: "Softmax twice", tag: "Wrong result", seen: "", why: "",
      change: [], cell: 3, cellId: null, line: 1, file: null, step: null, subject: "", evidence: null };
    model.state!.explanations = { schema: 1, kind: "explain", checks: 19, found: [finding as Finding] };
    model.changed.emit();
    await settle();
    expect(text('[aria-label="Explanations"] .bd')).toContain("Softmax twice");
  });

  it("opens a model to its layers", async () => {
    const layer = { name: "fc", type: "Linear", shape: [4, 8], params: 36, spark: [1, 0.5] };
    model.state!.models = [{ name: "net", type: "Net", training: false, params: 36, layers: [layer] }];
    model.changed.emit();
    await settle();
    const models = view.node.querySelector('[aria-label="Models"]')!;
    expect(models.textContent).toContain("Net, eval");
    expect(models.querySelector("tr")!.textContent).toContain("fc4×8");
    expect(models.querySelector("tr svg.nbt-spark")).not.toBeNull();
  });

  it("marks the step that the reader has stopped at, live and when it is opened again", async () => {
    const go = (run: string, step: number | null) => {
      const views = new SharedStep(() => undefined);
      views.join(run);
      views.tell(step);
      views.leave();
    };
    const layer = { name: "fc", type: "Linear", shape: [4, 8], params: 36, spark: [1, 0.5, 0.25] };
    const [earlier, latest] = model.state!.runs;
    Object.assign(earlier, { run: "aa" });
    Object.assign(latest, { run: "bb", at: [1, 200, 400, 621] });
    model.state!.models = [{ name: "net", type: "Net", training: true, params: 36, layers: [layer], run: "bb", at: [1, 300, 600] }];
    model.changed.emit();
    await settle();
    const marks = () => view.node.querySelectorAll(".nbt-spark .mark").length;
    expect(marks()).toBe(0);
    go("bb", 310);
    await settle();
    expect(marks()).toBe(2);
    expect(text(".nbt-run")).toContain("step 310 of 621");
    expect(text(".nbt-run dt")).toBe("newest loss");
    expect(text('[aria-label="Models"] td[aria-label]')).toBe("");
    expect(view.node.querySelector('[aria-label="gradient norm 0.500 at step 300"]')).not.toBeNull();
    go("aa", 17);
    await settle();
    expect(text(".nbt-run.old")).toContain("step 17");
    view.dispose();
    view = new PanelView(model, actions, drawn);
    expect(marks()).toBe(2);
    go("aa", null);
    go("bb", null);
    await settle();
    expect(marks()).toBe(0);
    expect(text(".nbt-run")).toContain("621 / 1,242");
  });

  it("shows how gradients flow, and asks again when training went on", async () => {
    expect(text('[aria-label="Gradient flow"] .bd')).toContain("Waiting for the kernel");
    model.gradflow = structuredClone(deep) as unknown as GradflowJson;
    model.changed.emit();
    await settle();
    expect(view.node.querySelectorAll('[data-nbtorch="gradflow"] [data-layer]').length).toBeGreaterThan(3);
  });

  it("leads to the cell", () => {
    const heard = vi.fn();
    document.addEventListener(JUMP, heard, { once: true });
    view.node.querySelector<HTMLElement>(".nbt-run .nbt-link")!.click();
    expect(heard.mock.calls[0][0].detail).toMatchObject({ cell: 7 });
  });
});

it("writes names as text", async () => {
  const tensors = [
    { name: "<img src=x>", shape: [1], dtype: "float32", device: "cpu", bytes: 4, requires_grad: false },
  ];
  await follow(new FakeKernel(recorded({ tensors })));
  expect(view.node.querySelector("img")).toBeNull();
  expect(text(".nbt-pt code")).toBe("<img src=x>");
});

it.each([
  ["float32", "f32"],
  ["torch.bfloat16", "bf16"],
  ["int64", "i64"],
  ["uint8", "u8"],
  ["bool", "bool"],
  ["complex64", "c64"],
])("%s is short for %s", (name, expected) => {
  expect(shortType(name)).toBe(expected);
});

describe("findCell", () => {
  const cells = [
    ["a", 3],
    ["b", 1],
    ["c", 3],
    ["d", null],
  ].map(([id, execution_count]) => ({ model: { id: id as string, sharedModel: { execution_count } } }));

  it.each([
    [{ cellId: "b", cell: 3 }, 1],
    [{ cellId: "gone", cell: 3 }, 2],
    [{ cell: 1 }, 1],
    [{ cell: 9 }, -1],
    [{}, -1],
  ])("%j is cell number %d", (place, index) => {
    expect(findCell(cells, place)).toBe(index);
  });
});
