/** The room beside the plots of a view: all have as much as the longest label needs, so that they stay in line. */
export const GAP = 5; // between a label and the plot
const [LEFT, RIGHT] = [44, 18];

let pen: CanvasRenderingContext2D | null | undefined;

/** How wide a text is in a font of CSS. */
export function textWidth(text: string, font: string): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * 7; // no canvas: wide enough for any font
  pen.font = font;
  return pen.measureText(text).width;
}

/** It grows only: a chart whose left edge moves with every point cannot be read. */
export class Margin {
  left = LEFT;
  right = RIGHT;

  /** Make room for the value labels, of which there are none at first; how much there is now. */
  fit(labels: readonly string[] | null, font: string): number {
    for (const label of labels ?? []) this.left = Math.max(this.left, Math.ceil(textWidth(label, font)) + GAP + 2);
    return this.left;
  }

  /** Make room for half of the last step's label. */
  fitStep(label: string, font: string): void {
    this.right = Math.max(this.right, Math.ceil(textWidth(label, font) / 2) + 2);
  }
}
