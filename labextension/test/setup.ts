import { beforeEach } from 'vitest';

// What jsdom lacks and the views ask for: text measuring (seven pixels a character), media queries, drag events.
const context = {
  font: '',
  measureText: (text: string) => ({ width: 7 * text.length }),
};
const silent = new Proxy(context as Record<string, unknown>, {
  get: (target, name: string) => (name in target ? target[name] : () => undefined),
  set: (target, name: string, value) => {
    target[name] = value;
    return true;
  },
});
HTMLCanvasElement.prototype.getContext = (() => silent) as unknown as HTMLCanvasElement['getContext'];
globalThis.matchMedia ??= () =>
  ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;
globalThis.DragEvent ??= class extends MouseEvent {} as unknown as typeof DragEvent;
// What one test chose in a view is not there in the next.
beforeEach(() => localStorage.clear());
