/** Squarified treemaps (Bruls, Huizing and van Wijk, 2000): areas as the sizes, as near to squares as they go. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A box for each size, in their order, which must be from large to small. */
export function squarify(sizes: readonly number[], { x, y, width, height }: Box): Box[] {
  const boxes: Box[] = [];
  let left = sizes.reduce((sum, size) => sum + size, 0);
  while (boxes.length < sizes.length) {
    const rest = sizes.slice(boxes.length);
    if (!(width > 0 && height > 0 && left > 0)) {
      boxes.push(...rest.map(() => ({ x, y, width: 0, height: 0 })));
      break;
    }
    const side = Math.min(width, height);
    const scale = (width * height) / left;
    let many = 0;
    let total = 0;
    let worst = Infinity;
    while (many < rest.length) {
      const sum = total + rest[many];
      const thick = (sum * scale) / side;
      const lengths = [rest[0], rest[many]].map(size => (size * scale) / thick); // the extremes of the row
      const ratio = Math.max(...lengths.map(length => Math.max(thick / length, length / thick)));
      if (many > 0 && ratio > worst) break;
      [total, worst] = [sum, ratio];
      many += 1;
    }
    const thick = (total * scale) / side;
    let along = 0;
    for (const size of rest.slice(0, many)) {
      const length = (size / total) * side;
      boxes.push(
        width >= height
          ? { x, y: y + along, width: thick, height: length }
          : { x: x + along, y, width: length, height: thick },
      );
      along += length;
    }
    if (width >= height) [x, width] = [x + thick, width - thick];
    else [y, height] = [y + thick, height - thick];
    left -= total;
  }
  return boxes;
}
