/** The whole graph in a corner, with what is in sight marked; a click goes there. */
import { h, s } from '../../kit';
import type { Picture } from './layout';
import type { Extent, Viewport } from './viewport';

const [WIDTH, HEIGHT] = [144, 56];

export class Minimap {
  readonly node = h('div.nbt-mini', { 'aria-hidden': true });
  private frame = s('rect.win', { rx: 2 });
  private k = 1;
  private size: Extent = { width: 1, height: 1 };

  constructor(private viewport: Viewport) {
    const go = (event: PointerEvent) => {
      const box = this.node.querySelector('svg')?.getBoundingClientRect();
      if (box && event.buttons === 1)
        viewport.centre((event.clientX - box.left) / this.k, (event.clientY - box.top) / this.k);
    };
    this.node.addEventListener('pointerdown', go);
    this.node.addEventListener('pointermove', go);
  }

  draw(picture: Picture, selected: string | null): void {
    this.k = Math.min(WIDTH / picture.width, HEIGHT / picture.height);
    this.size = { width: picture.width * this.k, height: Math.max(8, picture.height * this.k) };
    const marks: SVGElement[] = [];
    const put = (content: Picture, x: number, y: number) => {
      for (const box of content.boxes) {
        const state = box.inner ? 'o' : box.item.key === selected ? 'sel' : '';
        const width = Math.max(1, box.width * this.k - 0.5);
        const height = Math.max(2, box.height * this.k - 0.5);
        marks.push(s('rect', { class: state, x: (x + box.x) * this.k, y: (y + box.y) * this.k, width, height, rx: 1 }));
        if (box.inner) put(box.inner, x + box.x, y + box.y);
      }
    };
    put(picture, 0, 0);
    this.node.replaceChildren(s('svg', { ...this.size }, marks, this.frame));
  }

  /** Mark what is in sight. */
  follow(window: Extent): void {
    const { k, x, y } = this.viewport.view;
    this.node.hidden = !this.viewport.overflows;
    const clamp = (value: number, most: number) => Math.max(0.5, Math.min(most - 0.5, value));
    const [left, right] = [-x, window.width - x].map(side => clamp((side / k) * this.k, this.size.width));
    const [top, bottom] = [-y, window.height - y].map(side => clamp((side / k) * this.k, this.size.height));
    const edges = { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
    for (const [name, value] of Object.entries(edges)) this.frame.setAttribute(name, value.toFixed(1));
  }
}
