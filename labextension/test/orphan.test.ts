import { expect, it } from "vitest";
import { finished, running } from "./curves-support";
import { grown, settle, viewsIn } from "../src/orphan";
import { CURVES_MIME } from "../src/schema";

const WIDGET = "application/vnd.jupyter.widget-view+json";
type Output = { data: Record<string, unknown> };
const widget = (model: string): Output => ({ data: { [WIDGET]: { model_id: model } } });
const text: Output = { data: { "text/plain": "kept" } };
const picture = { [CURVES_MIME]: { ...finished, cellId: "b" }, "text/plain": "Finished" };

function cell(id: string, held: Output[], type = "code") {
  const outputs = {
    length: held.length,
    get: (index: number) => held[index],
    set: (index: number, output: Output) => void (held[index] = output),
    add: (output: Output) => held.push(output),
    clear: () => void held.splice(0),
  };
  return { id, type, outputs };
}
const kinds = (held: Output[]) => held.map(({ data }) => Object.keys(data)[0]);

it.each([
  ["takes the widget's place", [text, widget("other"), widget("mine")], ["text/plain", WIDGET, CURVES_MIME]],
  ["is added where nothing was saved", [text], ["text/plain", CURVES_MIME]],
  ["is not there twice", [{ data: picture }, text], [CURVES_MIME, "text/plain"]],
])("the picture %s", (_how, held, wanted) => {
  const [before, after] = [[widget("mine")], [...held]];
  settle([cell("a", before), cell("b", [], "markdown"), cell("b", after)], "mine", picture);
  expect(kinds(after)).toEqual(wanted);
  expect(kinds(before)).toEqual([WIDGET]);
});

it("goes nowhere when the cell is gone", () => {
  const held = [text];
  settle([cell("a", held)], "mine", picture);
  expect(kinds(held)).toEqual(["text/plain"]);
});

it.each([
  ["an earlier picture of the run", [{ data: { [CURVES_MIME]: running(9, { cellId: "b", run: "r" }) } }], 1],
  ["what was saved of an earlier execution", [text, { data: { [CURVES_MIME]: { ...finished, cell: 3, run: "q" } } }], 1],
  ["nothing else that this execution has said", [text, { data: { [CURVES_MIME]: { ...finished, cell: 7, run: "q" } } }], 3],
])("the picture takes the place of %s", (_what, held: Output[], many) => {
  const curves = { ...finished, cellId: "b", cell: 7, run: "r" };
  settle([cell("b", held)], "mine", { [CURVES_MIME]: curves });
  expect(held).toHaveLength(many);
  expect(held.at(-1)!.data[CURVES_MIME]).toEqual(curves);
});

it("knows the live views of a notebook by the curves beside them", () => {
  const own = { data: { ...widget("mine").data, [CURVES_MIME]: finished } };
  const views = viewsIn([cell("a", [text, widget("other"), own]), cell("b", [{ data: picture }])]);
  expect([...views]).toEqual([["mine", finished]]);
});

it("grows by what the kernel says to a widget that nobody has", () => {
  const state = running(20, { name: "Net" });
  expect(grown(null, { method: "update", state: { state } })).toBe(state);
  expect(grown(null, { method: "update", state: { layout: 1 } })).toBe(null);
  const add = { loss: { role: "loss", x: [21, 22], y: [0.5, 0.4] }, lr: { role: "lr", x: [22], y: [0.1] } };
  const points = { method: "custom", content: { kind: "points", add, facts: { steps: 22 } } };
  expect(grown(null, points)).toBe(null);
  const after = grown({ ...state, series: [state.series[0]] }, points)!;
  expect([after.name, after.steps]).toEqual(["Net", 22]);
  expect(after.series.map(({ name, x }) => [name, x.at(-1)])).toEqual([["loss", 22], ["lr", 22]]);
});
