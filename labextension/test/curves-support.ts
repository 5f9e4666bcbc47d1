/** What jsdom lacks and a chart needs: a canvas that swallows strokes, Path2D, ResizeObserver, matchMedia. */
import digits from "./fixtures/curves-digits.json";
import nan from "./fixtures/curves-nan.json";
import type { CurvesJson } from "../src/schema";

const swallow: unknown = new Proxy(() => undefined, {
  get: (_target, name) => (name === "measureText" ? (text: string) => ({ width: text.length * 7 }) : () => undefined),
  set: () => true,
});
HTMLCanvasElement.prototype.getContext = (() => swallow) as never;
Object.assign(globalThis, {
  Path2D: class {
    moveTo() {}
    lineTo() {}
    arc() {}
    rect() {}
    closePath() {}
    addPath() {}
  },
  ResizeObserver: class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
  matchMedia: () => ({ matches: false, addEventListener() {}, removeEventListener() {} }),
});

export const finished = digits as CurvesJson;
export const broken = nan as CurvesJson;

/** The digits run as it was after `steps` steps. */
export function running(steps: number, change: Partial<CurvesJson> = {}): CurvesJson {
  const series = finished.series.map(({ name, role, x, y }) => {
    const length = x.filter((step) => step <= steps).length;
    return { name, role, x: x.slice(0, length), y: y.slice(0, length) };
  });
  return { ...finished, state: "running", steps, epoch: Math.ceil(steps / 23), eta: 2, note: null, series, ...change };
}
