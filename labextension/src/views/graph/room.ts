/** How much room the picture gets: the width of its host, and no more height than it needs. */
import type { Direction, Picture } from './layout';
import { PAD } from './viewport';
import { SMALLEST } from './wrap';

const NARROW = 480; // below this, graphs run downwards
const CARD = 240;
const CARD_BESIDE = 600; // below this, the details lie under the picture (as in the style sheet)
const UNKNOWN = 820; // not in the page yet
const SHORTEST = 136;
const TALL = { LR: 296, TB: 348 };
const TALLEST = 348; // a view is at most 420 px, header and legend included

export interface Room {
  width: number;
  heightFor(picture: Picture, canvas: HTMLElement, card: HTMLElement): number;
}

const widthOf = (root: HTMLElement): number => root.clientWidth || UNKNOWN;

export const directionFor = (root: HTMLElement): Direction => (widthOf(root) < NARROW ? 'TB' : 'LR');

export function roomFor(root: HTMLElement, direction: Direction, withCard: boolean): Room {
  const beside = withCard && widthOf(root) >= CARD_BESIDE;
  const width = beside ? widthOf(root) - CARD : widthOf(root);
  const heightFor = (picture: Picture, canvas: HTMLElement, card: HTMLElement) => {
    const scale = Math.max(SMALLEST, Math.min(1, (width - 2 * PAD) / picture.width));
    const wanted = Math.max(SHORTEST, Math.min(TALL[direction], Math.round(picture.height * scale + 56)));
    card.style.maxHeight = '';
    if (!beside) return wanted;
    canvas.style.height = '0'; // so that the column has its own height, not the picture's
    const height = Math.max(wanted, Math.min(TALLEST, card.offsetHeight));
    card.style.maxHeight = `${height}px`;
    return height;
  };
  return { width, heightFor };
}
