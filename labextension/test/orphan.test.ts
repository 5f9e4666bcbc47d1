import { expect, it } from "vitest";
import { finished } from "./curves-support";
import { settle } from "../src/orphan";
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
