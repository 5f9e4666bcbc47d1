import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { broken, finished, running } from "./curves-support";
import type { CurvesJson, PointsMessage } from "../src/schema";
import { type CurvesOptions, type CurvesView, renderCurves } from "../src/views/curves";

let host: HTMLElement;
let view: CurvesView | null = null;
const root = () => host.querySelector<HTMLElement>('[data-nbtorch="live"]')!;
const text = (selector: string) => host.querySelector(selector)?.textContent ?? "";
const titles = () => [...host.querySelectorAll("figcaption > span:first-child")].map((title) => title.textContent);

function draw(curves: CurvesJson, options?: CurvesOptions): CurvesView {
  view = renderCurves(host, curves, options);
  vi.advanceTimersByTime(2000);
  return view;
}

function points(
  x: number[],
  y: (number | null)[],
  facts: PointsMessage["facts"] = { steps: x[x.length - 1] },
): PointsMessage {
  return { kind: "points", add: { loss: { role: "loss", x, y } }, facts };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  host = document.createElement("div");
  document.body.append(host);
});
afterEach(() => {
  view?.dispose();
  host.remove();
  vi.useRealTimers();
});

describe("a finished run", () => {
  it("draws every point of the loss and says so", () => {
    draw(finished);
    expect(root().dataset.steps).toBe("1242");
    expect(root().getAttribute("aria-label")).toMatch(/^Finished DigitsNet, step 1,242 of 1,242, loss /);
  });

  it("puts the loss first and joins training with validation", () => {
    draw(finished);
    expect(titles()).toEqual(["loss", "accuracy", "learning rate", "gradient norm"]);
    expect(text(".big .vals")).toMatch(/train .*val 0\.0211/);
    expect(host.querySelectorAll("canvas")).toHaveLength(4);
  });

  it("has the facts of the whole run and no Stop button", () => {
    draw(finished);
    expect(text(".nbt-stats")).toBe("1,242steps54epochs191steps/s0:07total");
    expect(host.querySelector(".nbt-stop")).toBeNull();
  });
});

describe("a view in a cell that is scrolled far away", () => {
  it("draws when it comes back, at once", () => {
    let comesBack = () => {};
    const original = globalThis.ResizeObserver;
    globalThis.ResizeObserver = class {
      constructor(callback: ResizeObserverCallback) {
        comesBack = () => callback([], this);
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    };
    const isVisible = vi.fn(() => false);
    Element.prototype.checkVisibility = isVisible;
    try {
      draw(finished);
      expect(host.querySelectorAll("canvas")).toHaveLength(0);
      isVisible.mockReturnValue(true);
      comesBack();
      expect(host.querySelectorAll("canvas")).toHaveLength(4);
      expect(root().dataset.steps).toBe("1242");
    } finally {
      globalThis.ResizeObserver = original;
      delete (Element.prototype as Partial<Element>).checkVisibility;
    }
  });
});

describe("a running view", () => {
  it("grows by messages and keeps its canvas", () => {
    const { append } = { append: (message: PointsMessage) => view!.append(message) };
    draw(running(100));
    const canvas = host.querySelector("canvas");
    append(points([101, 102], [0.5, 0.4]));
    vi.advanceTimersByTime(2000);
    expect(root().dataset.steps).toBe("102");
    expect(host.querySelector("canvas")).toBe(canvas);
  });

  it("does not draw a step twice when state and messages overlap", () => {
    draw(running(100)).append(points([99, 100, 101], [0.5, 0.5, 0.5]));
    vi.advanceTimersByTime(2000);
    expect(root().dataset.steps).toBe("101");
  });

  it("fills in from a later state what a late view did not hear", () => {
    const late = draw(running(50));
    late.append(points([91, 92], [0.5, 0.4]));
    late.update(running(92));
    vi.advanceTimersByTime(2000);
    expect(root().dataset.steps).toBe("92");
  });

  it("keeps its points when a thinned state arrives", () => {
    const thin = running(600);
    thin.series[0] = { ...thin.series[0], x: [1, 600], y: [2, 0.1] };
    draw(running(600)).update(thin);
    vi.advanceTimersByTime(2000);
    expect(root().dataset.steps).toBe("600");
  });

  it("adds a chart when a series turns up", () => {
    draw(running(10));
    expect(titles()).toEqual(["loss", "learning rate", "gradient norm"]);
    view!.append({ kind: "points", add: { val_acc: { role: "metric", x: [10], y: [0.9] } }, facts: { steps: 10 } });
    vi.advanceTimersByTime(2000);
    expect(titles()).toEqual(["loss", "accuracy", "learning rate", "gradient norm"]);
  });

  it("shows the share of the run that is done", () => {
    draw(running(621));
    expect(host.querySelector('[role="progressbar"]')!.getAttribute("aria-valuenow")).toBe("50");
    draw(running(621, { total: null }));
    expect(host.querySelectorAll('[role="progressbar"]')[1].hasAttribute("aria-valuenow")).toBe(false);
  });

  it("asks to stop once and says that it does", () => {
    const onStop = vi.fn();
    draw(running(100), { onStop });
    const stop = host.querySelector<HTMLButtonElement>(".nbt-stop")!;
    stop.click();
    stop.click();
    expect(onStop).toHaveBeenCalledTimes(1);
    expect(stop.textContent).toBe("Stopping…");
    view!.append(points([101], [0.5], { steps: 101, state: "interrupted" }));
    vi.advanceTimersByTime(2000);
    expect(stop.hidden).toBe(true);
    expect(text("h3")).toBe("Stopped by you");
  });
});

describe.each([
  ["interrupted", running(420, { state: "interrupted" }), "Stopped by you", "Stopped at step 420 of 1,242."],
  ["nan", broken, "Loss became NaN", "The loss became inf at step 91."],
  ["nan without a note", { ...broken, note: null }, "Loss became NaN", "First inf at step 91"],
  [
    "error",
    running(300, { state: "error", note: "ValueError: bad shape" }),
    "Stopped by an error",
    "The cell failed at step 300 of 1,242: ValueError",
  ],
] as [string, CurvesJson, string, string][])("a run that ended as %s", (_name, curves, word, said) => {
  it("says what happened, at which step", () => {
    draw(curves);
    expect(text("h3")).toBe(word);
    expect(text(".nbt-note")).toContain(said);
  });
});

describe("odd data", () => {
  it.each([
    ["no series", []],
    ["an empty series", [{ name: "loss", role: "loss" as const, x: [], y: [] }]],
  ])("waits when there is %s", (_name, series) => {
    draw(running(0, { series }));
    expect(root().dataset.steps).toBe("0");
    expect(text(".nbt-live")).toContain("Waiting for the first step");
  });

  it.each([
    ["one point", [1], [2.3], "2.30"],
    ["one null", [1], [null], "NaN"],
    ["nulls in between", [1, 2, 3], [2, null, 1], "1.00"],
    ["a negative loss", [1, 2], [-1, -2], "\u22122.00"],
    ["equal values", [1, 2], [5, 5], "5.00"],
  ])("draws %s", (_name, x, y, value) => {
    draw(running(x.length, { series: [{ name: "loss", role: "loss", x, y }] }));
    expect(root().dataset.steps).toBe(String(x.length));
    expect(text(".big .vals")).toBe(value);
  });

  it("writes names as text", () => {
    draw(running(1, { name: "<img src=x onerror=alert(1)>", note: "<b>no</b>" }));
    expect(host.querySelector("img")).toBeNull();
    expect(text(".nbt-subject")).toBe("<img src=x onerror=alert(1)>");
  });
});

it("keeps a million points usable", () => {
  draw(running(1, { series: [], total: null }));
  for (let start = 1; start < 1e6; start += 1e5) {
    const x = Array.from({ length: 1e5 }, (_unused, i) => start + i);
    view!.append(
      points(
        x,
        x.map((step) => 1 / step),
      ),
    );
  }
  const started = performance.now();
  vi.advanceTimersByTime(2000);
  expect(root().dataset.steps).toBe("1000000");
  expect(performance.now() - started).toBeLessThan(3000);
});

it("leaves nothing behind", () => {
  draw(finished).dispose();
  expect(host.childNodes).toHaveLength(0);
  expect(vi.getTimerCount()).toBe(0);
});
