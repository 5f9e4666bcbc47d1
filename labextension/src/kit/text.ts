/** Text is measured, never guessed: themes and systems differ in width by a third. */
export type Face = 'strong' | 'mono' | 'ui';
export type Measure = (text: string, face?: Face) => number;

let pen: CanvasRenderingContext2D | null | undefined;

/** A function that measures in the theme's fonts; make one per drawing, so that a new theme is seen. */
export function measurer(): Measure {
  pen ??= document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(document.body);
  const ui = style.getPropertyValue('--jp-ui-font-family').trim() || 'system-ui, -apple-system, "Segoe UI", sans-serif';
  const mono =
    style.getPropertyValue('--jp-code-font-family').trim() || 'menlo, consolas, "DejaVu Sans Mono", monospace';
  const fonts: Record<Face, string> = { strong: `600 12px ${ui}`, mono: `11px ${mono}`, ui: `11px ${ui}` };
  const known = new Map<string, number>();
  return (text, face = 'strong') => {
    if (!pen) return text.length * 7; // no canvas: wide enough for any font
    const key = face + text;
    let width = known.get(key);
    if (width === undefined) {
      pen.font = fonts[face];
      width = pen.measureText(text).width;
      known.set(key, width);
    }
    return width;
  };
}

/** Cut a name in the middle so that both its ends can be read. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor((most - 1) / 2);
  return `${text.slice(0, most - 1 - tail)}\u2026${text.slice(text.length - tail)}`;
}
