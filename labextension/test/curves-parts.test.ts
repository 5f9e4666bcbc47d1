import { describe, expect, it } from "vitest";
import { Column } from "../src/views/curves/column";
import { decimate, isNoisy, smooth } from "../src/views/curves/decimate";
import { families, splitName } from "../src/views/curves/families";
import { Margin } from "../src/views/curves/margin";
import { axisLabel, decades, scoreRange, stepRange, valueRange, wantsLog } from "../src/views/curves/scale";

function column(y: (number | null)[]): Column {
  const out = new Column();
  out.append(
    y.map((_value, i) => i + 1),
    y,
  );
  return out;
}

describe("Column", () => {
  it("grows past its first size and keeps order", () => {
    const held = column(Array.from({ length: 1000 }, (_unused, i) => i));
    expect(held.length).toBe(1000);
    expect([held.x[999], held.y[999]]).toEqual([1000, 999]);
  });

  it("replaces a repeated step, ignores an older one", () => {
    const held = column([1, 2, 3]);
    held.append([3, 2, 4], [30, 20, 40]);
    expect([...held.y]).toEqual([1, 2, 30, 40]);
  });

  it("merges what is missing and keeps what is held", () => {
    const held = new Column();
    held.append([1, 2, 8], [1, 2, 8]);
    held.merge([2, 4, 6, 8, 9], [-2, 4, null, -8, 9]);
    expect([...held.x]).toEqual([1, 2, 4, 6, 8, 9]);
    expect([...held.y]).toEqual([1, 2, 4, NaN, 8, 9]);
  });

  it.each([
    [0, -1],
    [1, 0],
    [2.5, 1],
    [99, 2],
  ])("finds the point at or before step %d", (step, index) => {
    expect(column([1, 2, 3]).at(step)).toBe(index);
  });
});

describe("decimate", () => {
  const x = Float64Array.from({ length: 10_000 }, (_unused, i) => i);

  it("keeps every spike", () => {
    const y = new Float64Array(10_000);
    y[1234] = 50;
    y[8765] = -50;
    const points = decimate(x, y, 0, 10_000, 100);
    expect(points.x.length).toBeLessThanOrEqual(200);
    expect(points.y).toContain(50);
    expect(points.y).toContain(-50);
    expect(points.x).toEqual([...points.x].sort((a, b) => a - b));
  });

  it("shows a stretch of NaN as a gap", () => {
    const y = new Float64Array(10_000).fill(1).fill(NaN, 5000, 6000);
    expect(decimate(x, y, 0, 10_000, 100).y.filter((value) => value === null)).toHaveLength(10);
  });

  it("leaves few points as they are", () => {
    expect(decimate(x, x, 10, 14, 100)).toEqual({ x: [10, 11, 12, 13], y: [10, 11, 12, 13] });
  });
});

it("smooths over gaps without filling them", () => {
  expect([...smooth(Float64Array.of(1, NaN, 3), 2)]).toEqual([1.4, NaN, 2.6]);
});

it.each([
  ["a straight line", (i: number) => i, false],
  ["a decay", (i: number) => Math.exp(-i / 50), false],
  ["one bump", (i: number) => Math.sin(i / 64), false],
  ["a jagged line", (i: number) => i + 20 * (i % 2), true],
  ["gaps", () => NaN, false],
])("%s is or is not noisy", (_name, value, expected) => {
  expect(isNoisy(Float64Array.from({ length: 200 }, (_unused, i) => value(i)))).toBe(expected);
});

it("smooths a straight line to itself, away from its ends", () => {
  const line = Float64Array.from({ length: 401 }, (_unused, i) => i);
  expect(smooth(line, 10)[200]).toBeCloseTo(200, 6);
});

describe("scales", () => {
  it.each([
    [[1, 100], true],
    [[1, 30], false],
    [[0, 100], false],
    [[-1, 100], false],
    [[null, null], false],
  ])("%j wants a log axis: %s", (values, expected) => {
    expect(wantsLog([column(values)])).toBe(expected);
  });

  it.each([
    [Infinity, -Infinity, false, [0, 1]],
    [5, 5, false, [4.5, 5.5]],
    [0, 100, false, [0, 106]],
    [-3.4, 0.2, true, [-4, 1]],
    [0, 0, true, [0, 1]],
  ])("the range of %d to %d (log %s) is %j", (low, high, log, expected) => {
    expect(valueRange(low, high, log)).toEqual(expected);
  });

  it.each([
    ["rises: the first bad points go below the edge", [0.1, 0.8, 0.85, 0.9, 0.92, 0.95, 0.96], 0.75],
    ["falls: its end stays in sight", [1, 0.8, 0.6, 0.4, 0.2, 0.1, 0.004], 0],
    ["ends unknown: the last known value counts", [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.5, null], 0.45],
  ] as const)("a score that %s", (_says, values, bottom) => {
    const column = new Column();
    column.append([...values.keys()], values);
    expect(scoreRange(column)).toEqual([bottom, 1]);
  });

  it.each([
    [500, 1000, false, [0, 500]],
    [500, 1000, true, [0, 1000]],
    [100, 1000, true, [0, 150]],
    [100, null, true, [0, 150]],
    [0, null, true, [0, 10]],
  ])("step %d of %s (running %s) shows %j", (steps, total, isRunning, expected) => {
    expect(stepRange(steps, total, isRunning)).toEqual(expected);
  });

  it("labels both ends of a log axis when there is little room", () => {
    expect(decades(-4, 1, 216)).toEqual([-4, -3, -2, -1, 0, 1]);
    expect(decades(-4, 1, 48)).toEqual([-4, 1]);
  });

  it.each([
    [0, "0"],
    [1e-4, "1e\u22124"],
    [0.005, "0.005"],
    [1200, "1,200"],
    [25_000, "2.5e4"],
    [-2, "\u22122"],
  ])("writes %d as %s", (value, expected) => {
    expect(axisLabel(value)).toBe(expected);
  });

  it("tells ticks that stand close together apart", () => {
    const labels = [1.41, 1.4125, 1.415, 1.4175].map((value) => axisLabel(value, 0.0025));
    expect(labels).toEqual(["1.41", "1.4125", "1.415", "1.4175"]);
    expect(axisLabel(0.30000000000000004, NaN)).toBe("0.3");
  });

  it.each([
    [0.37656, 2e-5, "0.37656"],
    [0.3765612, 2e-7, "0.3765612"],
    [1.5e-4, 5e-5, "1.5e\u22124"],
    [-1.234e-10, 2e-13, "\u22121.234e\u221210"],
    [12345678, 2, "12,345,678"],
    [12345678, 2e6, "1.23e7"],
    [1234.5, 0.5, "1,234.5"],
    [-12346, 1, "\u221212,346"],
    [2e9, 5e8, "2e9"],
  ])("writes %d, with ticks %d apart, as %s", (value, step, expected) => {
    expect(axisLabel(value, step)).toBe(expected);
  });
});

describe("the room beside the plots", () => {
  it("is as wide as the longest label of any chart, and stays", () => {
    const margin = new Margin();
    const least = margin.fit(null, "11px x");
    expect(margin.fit(["0.1"], "11px x")).toBe(least);
    expect(margin.fit(["0.1", "\u22121.234e\u221210"], "11px x")).toBe(7 * 10 + 7);
    expect(margin.fit(["0.1"], "11px x")).toBe(77);
    margin.fitStep("12,345,678", "11px x");
    expect(margin.right).toBe(37);
  });
});

describe("families", () => {
  it.each([
    ["val_loss", "val", "loss"],
    ["loss/test", "test", "loss"],
    ["train acc", "train", "acc"],
    ["valid", "", "valid"],
    ["top5_acc", "", "top5_acc"],
  ])("%s is %s of %s", (name, split, stem) => {
    expect(splitName(name)).toEqual({ split, stem });
  });

  it("orders charts and lets the training loss lead", () => {
    const found = families([
      { name: "lr", role: "lr" },
      { name: "val_loss", role: "metric" },
      { name: "acc", role: "metric" },
      { name: "loss", role: "loss" },
    ]);
    expect(found.map((family) => [family.title, family.members.map((member) => member.name)])).toEqual([
      ["loss", ["loss", "val_loss"]],
      ["accuracy", ["acc"]],
      ["learning rate", ["lr"]],
    ]);
  });
});
