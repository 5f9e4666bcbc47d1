/** Draws a picture: the wells of open groups, the edges, then the nodes, in that order. */
import { num, s, shape, trans } from '../../kit';
import { strength, type Box, type Direction, type Picture, type Point } from './layout';
import type { Look } from './look';
import { paintNode } from './node';
import { repeatPill } from './repeat';
import { path, port } from './route';
import type { Group, Item } from './tree';

/** Something that takes the keyboard: a node, or the button that closes an open group. */
export interface Stop {
  item: Item;
  element: SVGElement;
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Painting {
  /** How many edges carry something to another device. */
  copied: number;
  layers: SVGElement[];
  stops: Stop[];
}

export function paint(picture: Picture, look: Look, direction: Direction, activate: (item: Item) => void): Painting {
  const wells = s('g');
  const edges = s('g', { class: look.query ? 'nbt-edges dim' : 'nbt-edges' });
  const nodes = s('g'); // and the names of open groups: an edge may pass under them
  const stops: Stop[] = [];
  let count = 0;
  const put = (content: Picture, x: number, y: number, depth: number) => {
    const norms = new Map(content.wires.map(wire => [wire, strength(wire.makers)]));
    const weakFirst = [...content.wires].sort((a, b) => norms.get(a)! - norms.get(b)!);
    for (const wire of weakFirst) {
      const norm = norms.get(wire)!;
      const title = norm
        ? trans.__('gradient norm %1, shape %2', num(norm), shape(wire.shape))
        : trans.__('shape %1', shape(wire.shape));
      const style = `stroke: ${look.edgeColour(norm)}; stroke-width: ${look.edgeWidth(norm).toFixed(2)}`;
      const d = path(wire, content, direction);
      const device = look.colour === 'device' ? look.places.along(wire) : null;
      const copied = look.places.copied(wire, content);
      const dashes = device ? look.places.dashes(device) : '';
      const placed = device ? `stroke: ${look.places.colour(device)}; stroke-width: 2; stroke-linecap: butt` : style;
      const words = [title, copied && trans.__('copied %1', copied)].filter(Boolean).join(', ');
      edges.append(
        s('path.nbt-edge', { d, transform: `translate(${x},${y})`, style: placed, 'stroke-dasharray': dashes || null }, s('title', {}, words)),
      );
      const end = copied && (wire.to ? port(wire.to, 'in', direction) : content.exit);
      if (end) {
        count += 1;
        const back = 7; // before the box
        const [atX, atY] = direction === 'LR' ? [x + end.x - back, y + end.y] : [x + end.x, y + end.y - back];
        nodes.append(s('g', {}, copyMark(atX, atY), s('title', {}, words)));
      }
    }
    for (const box of content.boxes) {
      const at = { x: x + box.x, y: y + box.y };
      const { item, width, height } = box;
      if (box.inner && item.kind === 'group') {
        const toggle = closeButton(item, () => activate(item));
        wells.append(well(box, at, depth));
        nodes.append(groupHead(item, at, depth, look, toggle));
        stops.push({ item, element: toggle, x: at.x + 8, y: at.y + 6, width: 14, height: 14 });
        put(box.inner, at.x, at.y, depth + 1);
      } else {
        const element = paintNode(box, at, look, () => activate(item));
        nodes.append(element);
        stops.push({ item, element, ...at, width, height });
      }
    }
  };
  put(picture, 0, 0, 0);
  return { layers: [wells, edges, nodes], stops, copied: count };
}

/** A diamond on an edge: what it carries is copied to another device. */
export const copyMark = (x: number, y: number): SVGElement =>
  s('path.nbt-copy', { d: `M${x - 5} ${y}l5 -5l5 5l-5 5z` });

/** The items on screen: closed groups and ops, not the open groups around them. */
export function visibleItems(picture: Picture): Item[] {
  return picture.boxes.flatMap(box => (box.inner ? visibleItems(box.inner) : [box.item]));
}

function closeButton(group: Group, onclick: () => void): SVGElement {
  return s(
    'g.nbt-toggle',
    {
      role: 'button',
      tabindex: -1,
      'aria-expanded': true,
      'aria-label': trans.__('Close %1', group.label),
      'data-key': group.key,
      onclick,
    },
    s('rect', { x: 8, y: 6, width: 14, height: 14, rx: 3 }),
    s('path', { d: 'M11.5 13h7' }),
  );
}

function well({ width, height }: Box, at: Point, depth: number): SVGElement {
  return s(
    'g.nbt-box',
    { transform: `translate(${at.x},${at.y})` },
    s('rect', { class: depth % 2 ? 'well odd' : 'well', width, height, rx: 6 }),
  );
}

function groupHead(group: Group, at: Point, depth: number, look: Look, toggle: SVGElement): SVGElement {
  return s(
    'g',
    {
      class: depth % 2 ? 'nbt-group-head odd' : 'nbt-group-head',
      'data-node': group.key,
      'data-op': group.type || 'group',
      transform: `translate(${at.x},${at.y})`,
    },
    s('text', { x: 28, y: 17 }, s('tspan.b', {}, group.label), s('tspan', { dx: 6 }, group.type)),
    group.repeat ? repeatPill(40 + look.captions.width(`${group.label} ${group.type}`), 5, group.repeat) : null,
    toggle,
  );
}
