import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { running } from "./curves-support";
import type { CurvesJson } from "../src/schema";
import widget from "../src/widget";

/** An anywidget model: a trait, listeners, and what was sent. */
class FakeModel {
  sent: unknown[] = [];
  listeners = new Map<string, Set<(value?: unknown) => void>>();
  constructor(private state: Partial<CurvesJson>) {}
  stoppable = true;
  get = (name: string) => (name === "stoppable" ? this.stoppable : this.state);
  send = (message: unknown) => void this.sent.push(message);
  on = (name: string, listener: (value?: unknown) => void) => {
    this.listeners.set(name, (this.listeners.get(name) ?? new Set()).add(listener));
  };
  off = (name: string, listener: (value?: unknown) => void) => void this.listeners.get(name)?.delete(listener);
  emit = (name: string, value?: unknown) => this.listeners.get(name)?.forEach((listener) => listener(value));
  set(state: CurvesJson) {
    this.state = state;
    this.emit("change:state");
  }
}

let el: HTMLElement;
const steps = () => el.querySelector<HTMLElement>('[data-nbtorch="live"]')!.dataset.steps;
const render = (model: FakeModel) => (widget.render as unknown as (props: object) => () => void)({ model, el });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  el = document.createElement("div");
  document.body.append(el);
});
afterEach(() => {
  el.remove();
  vi.useRealTimers();
});

it("draws a late view from its state, then grows by messages", () => {
  const model = new FakeModel(running(40));
  render(model);
  vi.advanceTimersByTime(2000);
  expect(steps()).toBe("40");
  model.emit("msg:custom", { kind: "points", add: { loss: { role: "loss", x: [41], y: [1] } }, facts: { steps: 41 } });
  model.emit("msg:custom", { kind: "something else" });
  vi.advanceTimersByTime(2000);
  expect(steps()).toBe("41");
});

it("follows the state to the end of the run", () => {
  const model = new FakeModel(running(40));
  render(model);
  model.set(running(60, { state: "finished" }));
  vi.advanceTimersByTime(2000);
  expect(steps()).toBe("60");
  expect(el.querySelector("h3")!.textContent).toBe("Finished");
});

it("starts from an empty state", () => {
  render(new FakeModel({}));
  vi.advanceTimersByTime(2000);
  expect(steps()).toBe("0");
});

it("tells the kernel to stop", () => {
  const model = new FakeModel(running(40));
  render(model);
  vi.advanceTimersByTime(2000);
  el.querySelector<HTMLButtonElement>(".nbt-stop")!.click();
  expect(model.sent).toEqual([{ kind: "stop" }]);
});

it("leaves the stop to a host that stops the cell itself", () => {
  const model = new FakeModel(running(40));
  render(model);
  el.addEventListener("nbtorch:stop", (event) => event.preventDefault());
  vi.advanceTimersByTime(2000);
  el.querySelector<HTMLButtonElement>(".nbt-stop")!.click();
  expect(model.sent).toEqual([]);
});

it("offers no stop where the kernel cannot hear it", () => {
  const model = new FakeModel(running(40));
  model.stoppable = false;
  render(model);
  vi.advanceTimersByTime(2000);
  expect(el.querySelector(".nbt-stop")).toBeNull();
});

it("takes everything away when it is closed", () => {
  const model = new FakeModel(running(40));
  const close = render(model);
  close();
  expect(el.childNodes).toHaveLength(0);
  expect([...model.listeners.values()].every((set) => set.size === 0)).toBe(true);
});
