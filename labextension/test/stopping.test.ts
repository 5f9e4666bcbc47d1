import { expect, it, vi } from "vitest";

import { interruptFor } from "../src/stopping";

function notebookWith(view: Node | null, supportsSubshells: boolean) {
  const node = document.createElement("div");
  if (view) node.append(view);
  const interrupt = vi.fn();
  return { node, sessionContext: { session: { kernel: { supportsSubshells, interrupt } } }, interrupt };
}

function pressed(supportsSubshells: boolean) {
  const view = document.createElement("div");
  const own = notebookWith(view, supportsSubshells);
  const all = [notebookWith(null, supportsSubshells), own];
  const tracker = { find: (test: (one: never) => boolean) => all.find((one) => test(one as never)) };
  return { done: interruptFor(view, tracker as never), interrupt: own.interrupt, other: all[0].interrupt };
}

it("interrupts a kernel that hears nothing while a cell runs", () => {
  const { done, interrupt, other } = pressed(false);
  expect(done).toBe(true);
  expect(interrupt).toHaveBeenCalledTimes(1);
  expect(other).not.toHaveBeenCalled();
});

it("leaves a kernel with subshells to the view's own message", () => {
  const { done, interrupt } = pressed(true);
  expect(done).toBe(false);
  expect(interrupt).not.toHaveBeenCalled();
});
