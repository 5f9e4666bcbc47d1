/** Who holds the memory, as areas: groups with a title, in each its parts. One stop of Tab, arrows move inside. */
import { bytes, measurer, percent, s, type Measure, trans } from '../../kit';
import { groupsOf, OWNERS, strength, wordOf, wordsOf, type Group, type Part } from './read';
import { squarify, type Box } from './squarify';
import type { DeviceJson } from '../../schema';

export const HEIGHT = 196;
const TITLE = 20;

export function treemap(device: DeviceJson, by: 'owner' | 'module', width: number, tell: (text: string) => void): SVGElement {
  const groups = groupsOf(device, by);
  const whole = groups.reduce((sum, group) => sum + group.bytes, 0);
  const measure = measurer();
  const largest = groups.slice(0, 6).map(group => `${group.word} ${bytes(group.bytes)}`);
  const label = `${by === 'owner' ? trans.__('Memory by owner') : trans.__('Memory by module')}: ${largest.join(', ')}`;
  const root = s('svg.nbt-tree', {
    viewBox: `0 0 ${width} ${HEIGHT}`,
    width,
    height: HEIGHT,
    role: 'group',
    'aria-label': label,
    'data-lm-suppress-shortcuts': 'true',
  });
  const boxes = squarify(
    groups.map(group => group.bytes),
    { x: 0, y: 0, width, height: HEIGHT },
  );
  groups.forEach((group, index) => root.append(drawGroup(group, boxes[index], by, whole, measure)));
  const tiles = [...root.querySelectorAll<SVGElement>('.tile')];
  tiles[0]?.setAttribute('tabindex', '0');
  const say = (event: Event) => {
    const tile = (event.target as Element).closest('.tile');
    if (tile) tell(tile.getAttribute('aria-label')!);
  };
  root.addEventListener('focusin', say);
  root.addEventListener('pointerover', say);
  root.addEventListener('pointerleave', () => tell(''));
  root.addEventListener('focusout', () => tell(''));
  root.addEventListener('keydown', event => {
    const from = tiles.indexOf(event.target as SVGElement);
    const to = { ArrowRight: from + 1, ArrowDown: from + 1, ArrowLeft: from - 1, ArrowUp: from - 1, Home: 0, End: tiles.length - 1 }[event.key];
    if (to === undefined || !tiles[to]) return;
    event.preventDefault();
    event.stopPropagation();
    tiles[from]?.setAttribute('tabindex', '-1');
    tiles[to].setAttribute('tabindex', '0');
    tiles[to].focus();
  });
  return root;
}

function drawGroup(group: Group, box: Box, by: 'owner' | 'module', whole: number, measure: Measure): SVGElement {
  const { x, y, width, height } = box;
  const word = [group.word, group.brief].find(text => measure(text) + 14 < width);
  const titled = word !== undefined && height > 2 * TITLE;
  const size = bytes(group.bytes);
  const colour = by === 'owner' ? fillOf(group.parts[0], 0.16) : 'fill: var(--nbt-well-2)';
  const node = s('g', {}, s('rect', { x, y, width: inside(width, 1), height: inside(height, 1), rx: 3, style: colour }));
  if (titled) {
    node.append(s(by === 'owner' ? 'text.group' : 'text.group.code', { x: x + 7, y: y + 14 }, word));
    if (measure(word) + measure(size, 'ui') + 28 < width)
      node.append(s('text.bytes', { x: x + width - 8, y: y + 14, 'text-anchor': 'end' }, size));
  }
  const top = titled ? TITLE : 1;
  const boxes = squarify(
    group.parts.map(part => part.bytes),
    { x: x + 1, y: y + top, width: inside(width, 3), height: inside(height, top + 2) },
  );
  group.parts.forEach((part, index) => node.append(drawPart(part, boxes[index], by, whole, measure)));
  return node;
}

function drawPart(part: Part, { x, y, width, height }: Box, by: 'owner' | 'module', whole: number, measure: Measure): SVGElement {
  const other = by === 'owner' ? [part.block] : wordsOf(part.owner);
  const face = by === 'owner' ? 'mono' : 'ui';
  const size = bytes(part.bytes);
  const word = height > 18 ? other.find(text => measure(text, face) + 12 < width) : undefined;
  const label = `${part.block}, ${wordOf(part.owner)}: ${size}, ${percent(part.bytes / whole)}`;
  return s(
    'g.tile',
    { role: 'img', tabindex: -1, 'aria-label': label, 'data-owner': part.owner, 'data-block': part.block },
    s('rect', {
      x: x + 0.75,
      y: y + 0.75,
      width: inside(width, 1.5),
      height: inside(height, 1.5),
      rx: 2,
      style: fillOf(part, by === 'owner' ? 0.22 : 0.34),
    }),
    word !== undefined && s(by === 'owner' ? 'text.code' : 'text.word', { x: x + 6, y: y + 14 }, word),
    word !== undefined &&
      height > 34 &&
      measure(size, 'ui') + 12 < width &&
      s('text.bytes', { x: x + 6, y: y + 28 }, size),
  );
}

const inside = (length: number, border: number): number => Math.max(0, length - border);

function fillOf({ owner }: Part, opacity: number): string {
  const { token } = OWNERS.find(one => one.owner === owner)!;
  return `fill: var(--nbt-${token}); fill-opacity: ${(opacity * strength(owner)).toFixed(3)}`;
}
