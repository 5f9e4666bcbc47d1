import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { broken, finished, running } from "./curves-support";
import { num } from "../src/kit";
import type { CurvesJson } from "../src/schema";
import { type CurvesView, renderCurves } from "../src/views/curves";
import { Column } from "../src/views/curves/column";
import { families } from "../src/views/curves/families";
import { fileName, toCsv } from "../src/views/curves/save";

let host: HTMLElement;
let view: CurvesView;
let saved: { name: string; content: Blob }[];

/** Two runs of the same cell before it, one of which diverged. */
const before = [0.5, 1e12].map((factor, i) => ({
  cell: 5 - i,
  state: "finished" as const,
  steps: 300,
  series: [
    {
      name: "loss",
      role: "loss" as const,
      x: Array.from({ length: 300 }, (_unused, k) => k + 1),
      y: Array.from({ length: 300 }, (_unused, k) => (factor * 300) / (k + 1)),
    },
  ],
}));

function draw(curves: CurvesJson): void {
  view = renderCurves(host, curves);
  vi.advanceTimersByTime(2000);
}
const settled = () => vi.advanceTimersByTime(2000);
const radio = (group: string, word: string) =>
  [...host.querySelectorAll<HTMLElement>(`[aria-label="${group}"] [role=radio]`)].find((b) => b.textContent === word)!;
const options = () => host.querySelector<HTMLElement>('[aria-label="Options and export"]')!;
const tools = () => host.querySelector<HTMLElement>(".nbt-tools")!;
const lossValue = () => host.querySelector(".big .vals")!.textContent;
async function save(format: string): Promise<string> {
  host.querySelector<HTMLElement>(`[aria-label="Save as ${format}"]`)!.click();
  await Promise.resolve();
  return saved[saved.length - 1].content.text();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  host = document.createElement("div");
  document.body.append(host);
  saved = [];
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob) => `blob:${blobs.push(blob as Blob) - 1}`;
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, content: blobs[Number(this.href.slice(5))] });
  });
});
afterEach(() => {
  view.dispose();
  host.remove();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("options", () => {
  it("open and close, and say so", () => {
    draw(finished);
    expect(tools().hidden).toBe(true);
    options().click();
    expect([tools().hidden, options().getAttribute("aria-expanded")]).toEqual([false, "true"]);
    tools().dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    expect([tools().hidden, document.activeElement]).toEqual([true, options()]);
  });

  it("smooth more, or not at all, while points keep arriving", () => {
    draw(running(600));
    const auto = lossValue();
    radio("smoothing", "off").click();
    settled();
    const raw = finished.series[0].y[599]!;
    expect(lossValue()).toContain(num(raw));
    expect(lossValue()).not.toBe(auto);
    radio("smoothing", "more").click();
    settled();
    expect(lossValue()).not.toBe(auto);
    view.append({ kind: "points", add: { loss: { role: "loss", x: [601], y: [0.5] } }, facts: { steps: 601 } });
    view.update(running(602));
    settled();
    expect(radio("smoothing", "more").getAttribute("aria-checked")).toBe("true");
  });

  it.each([
    ["linear", /e−/, false],
    ["log", /1e−4/, true],
  ])("draw a %s axis", async (axis, label, there) => {
    draw(finished);
    radio("value axis", axis).click();
    settled();
    const svg = new DOMParser().parseFromString(await save("SVG"), "image/svg+xml");
    const labels = [...svg.querySelectorAll("g:nth-of-type(1) text")].map((text) => text.textContent);
    expect(labels.some((words) => label.test(words!))).toBe(there);
  });

  it("survive a log axis of what is never positive", () => {
    draw(running(2, { series: [{ name: "loss", role: "loss", x: [1, 2], y: [-1, -2] }] }));
    radio("value axis", "log").click();
    settled();
    expect(lossValue()).toBe("−2.00");
  });
});

describe("earlier runs of the cell", () => {
  it("are drawn behind, grey, and can be hidden", async () => {
    draw({ ...finished, earlier: before });
    expect(lossValue()).toMatch(/^earlier/);
    const grey = async () => (await save("SVG")).match(/stroke-width="1"/g)?.length ?? 0;
    expect(await grey()).toBe(2);
    radio("earlier runs", "hidden").click();
    settled();
    expect(lossValue()).not.toMatch(/earlier/);
    expect(await grey()).toBe(0);
  });

  it("have no switch where there are none, as in notebooks saved by older versions", () => {
    const { earlier: _earlier, ...old } = { ...finished, earlier: before };
    draw(old);
    expect(host.querySelector<HTMLElement>('[aria-label="earlier runs"]')!.parentElement!.hidden).toBe(true);
  });
});

describe("saving", () => {
  it("writes every point that the view holds as CSV", async () => {
    draw(running(10));
    view.append({ kind: "points", add: { "acc, %": { role: "metric", x: [5, 11], y: [0.5, null] } }, facts: {} });
    const rows = (await save("CSV")).split("\r\n");
    expect(rows[0]).toMatch(/^step,loss,.*"acc, %"$/);
    expect(rows).toHaveLength(1 + 11 + 1);
    expect(rows[5]).toMatch(/^5,.*,0\.5$/);
    expect(rows[11]).toMatch(/^11,,.*,nan$/);
    expect(saved[0].name).toBe("DigitsNet-cell-7.csv");
  });

  it("writes the run as its JSON", async () => {
    draw(broken);
    expect(JSON.parse(await save("JSON"))).toEqual(broken);
  });

  it("writes a picture that is well formed, with hostile names as text", async () => {
    draw(running(3, { name: "<img src=x>", series: [{ name: "a<b>\u0007&🎉", role: "metric", x: [1, 3], y: [1, 2] }] }));
    const svg = await save("SVG");
    const page = new DOMParser().parseFromString(svg, "image/svg+xml");
    expect(page.querySelector("parsererror, img, script")).toBeNull();
    expect(page.documentElement.textContent).toContain("a<b> &🎉");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it.each([
    ["finished", finished],
    ["broken", broken],
    ["empty", { ...finished, series: [] }],
  ])("draws a %s run", async (_name, curves) => {
    draw(curves);
    expect(await save("SVG")).toMatch(/^<svg/);
  });
});

it("names files so that every system takes them", () => {
  expect(fileName({ ...finished, name: "a/b\\c:<d>|é", cell: null }, "CSV")).toBe("a_b_c_d_é.csv");
  expect(fileName({ ...finished, name: null }, "PNG")).toBe("training-cell-7.png");
});

it("has a table of nothing for nothing", () => {
  expect(toCsv(new Map([["loss", new Column()]]))).toBe("step\r\n");
});

it("draws several learning rates in one chart and throughput last", () => {
  const found = families([
    { name: "samples/s", role: "speed" },
    { name: "lr", role: "lr" },
    { name: "lr 2", role: "lr" },
    { name: "gradient norm", role: "gradnorm" },
    { name: "loss", role: "loss" },
  ]);
  expect(found.map(({ title, members }) => [title, members.length])).toEqual([
    ["loss", 1],
    ["learning rate", 2],
    ["gradient norm", 1],
    ["samples/s", 1],
  ]);
  expect(new Set(found[1].members.map(({ token }) => token)).size).toBe(2);
});
