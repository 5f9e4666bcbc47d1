/** Pan and zoom: drag pans, Ctrl/Cmd + wheel or a pinch zooms, the plain wheel still scrolls the notebook. */
import { SMALLEST } from './wrap';

export interface View {
  k: number;
  x: number;
  y: number;
}
export interface Extent {
  width: number;
  height: number;
}
export const PAD = 16;
const [FARTHEST, NEAREST] = [0.2, 3];
const BUTTONS: Extent = { width: 90, height: 40 }; // the corner at the lower right that the zoom buttons take
const DRAG = 4; // pixels before a press becomes a drag, so that a click stays a click

export class Viewport {
  view: View = { k: 1, x: 0, y: 0 };
  /** Whether the user has chosen what to look at. */
  moved = false;
  private content: Extent = { width: 1, height: 1 };
  private window: Extent = { width: 1, height: 1 };

  constructor(
    private element: HTMLElement,
    private changed: (view: View) => void,
    signal: AbortSignal,
  ) {
    element.addEventListener('wheel', event => this.onWheel(event), { passive: false, signal });
    element.addEventListener('pointerdown', event => this.onDown(event, signal), { signal });
  }

  resize(content: Extent, window: Extent): void {
    this.content = content;
    this.window = window;
  }

  /** Everything in sight if that keeps text readable; else from its beginning. `smallest` lets a button go further. */
  fit(smallest = SMALLEST): void {
    const { width, height } = this.content;
    const room = { width: this.window.width - 2 * PAD, height: this.window.height - 2 * PAD };
    const scale = () => Math.max(smallest, Math.min(1, room.width / width, room.height / height));
    const inCorner = (this.window.width + width * scale()) / 2 > this.window.width - BUTTONS.width;
    if (inCorner) room.height -= BUTTONS.height - PAD;
    const k = scale();
    const x = width * k > room.width ? PAD : (this.window.width - width * k) / 2;
    const middle = (this.window.height - height * k) / 2;
    const lowest = inCorner ? this.window.height - BUTTONS.height - height * k : middle;
    const y = height * k > room.height ? PAD : Math.min(middle, lowest);
    this.moved = false;
    this.set({ k, x, y });
  }

  get overflows(): boolean {
    const { width, height } = this.content;
    return width * this.view.k > this.window.width || height * this.view.k > this.window.height;
  }

  set(view: View): void {
    this.view = view;
    this.changed(view);
  }

  /** Pan so that this part of the content is in sight, its beginning first when it is larger than the window. */
  reveal(left: number, top: number, width: number, height: number): void {
    const { k } = this.view;
    const along = (offset: number, start: number, size: number, room: number) => {
      const margin = Math.min(40, Math.max(PAD, room / 8));
      const [low, high] = [offset + start * k, offset + (start + size) * k];
      if (low >= margin && high <= room - margin) return offset;
      if (high - low > room - 2 * margin || low < margin) return offset + margin - low;
      return offset + room - margin - high;
    };
    this.set({
      k,
      x: along(this.view.x, left, width, this.window.width),
      y: along(this.view.y, top, height, this.window.height),
    });
  }

  /** Zoom about the middle of the window. */
  zoom(factor: number): void {
    this.zoomAt(factor, this.window.width / 2, this.window.height / 2);
  }

  /** Put this point of the content in the middle. */
  centre(x: number, y: number): void {
    this.moved = true;
    this.set({
      k: this.view.k,
      x: this.window.width / 2 - x * this.view.k,
      y: this.window.height / 2 - y * this.view.k,
    });
  }

  private zoomAt(factor: number, x: number, y: number): void {
    const k = Math.max(FARTHEST, Math.min(NEAREST, this.view.k * factor));
    const ratio = k / this.view.k;
    this.moved = true;
    this.set({ k, x: x - (x - this.view.x) * ratio, y: y - (y - this.view.y) * ratio });
  }

  private onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = this.element.getBoundingClientRect();
    this.zoomAt(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
  }

  private onDown(event: PointerEvent, signal: AbortSignal): void {
    if (event.button !== 0 || (event.target as Element).closest('.nbt-zoom, .nbt-mini')) return;
    const start = { x: event.clientX, y: event.clientY, view: this.view };
    const drag = new AbortController();
    const until = { signal: AbortSignal.any([signal, drag.signal]) };
    let dragging = false;
    const onMove = (move: PointerEvent) => {
      const [dx, dy] = [move.clientX - start.x, move.clientY - start.y];
      if (!dragging && Math.hypot(dx, dy) < DRAG) return;
      if (!dragging) this.element.setPointerCapture?.(event.pointerId);
      dragging = this.moved = true;
      this.set({ k: start.view.k, x: start.view.x + dx, y: start.view.y + dy });
    };
    this.element.addEventListener('pointermove', onMove, until);
    this.element.addEventListener('pointerup', () => drag.abort(), until);
    this.element.addEventListener('pointercancel', () => drag.abort(), until);
  }
}
