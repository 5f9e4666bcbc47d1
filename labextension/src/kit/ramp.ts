/** Colour ramps. Both themes are in each value (`light-dark`), so a theme switch needs no redraw. */
type Rgb = [number, number, number];

const STOPS = {
  /** Sequential: low lies near the page, high far from it. */
  ember: {
    light: ['#f6ecdc', '#f4d3a6', '#eda86d', '#dc7650', '#b84b58', '#82305e', '#481c51'],
    dark: ['#372c3f', '#5b305d', '#8d3b66', '#c25363', '#e68159', '#f5b36c', '#fde6b4'],
  },
};
export type RampName = keyof typeof STOPS;

const parse = (hex: string): Rgb => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)) as Rgb;
const PARSED = Object.fromEntries(
  Object.entries(STOPS).map(([name, { light, dark }]) => [name, { light: light.map(parse), dark: dark.map(parse) }]),
) as Record<RampName, { light: Rgb[]; dark: Rgb[] }>;

function between(stops: Rgb[], at: number): Rgb {
  const place = Math.max(0, Math.min(1, Number.isFinite(at) ? at : 0)) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(place));
  return stops[index].map((low, channel) =>
    Math.round(low + (stops[index + 1][channel] - low) * (place - index)),
  ) as Rgb;
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map(channel => {
    const part = channel / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const both = (light: string, dark: string) => `light-dark(${light}, ${dark})`;
const css = (colour: Rgb) => `rgb(${colour.join(', ')})`;
const ink = (colour: Rgb) => (luminance(colour) > 0.179 ? '#000' : '#fff'); // at least 4.58:1 on any fill

/** The colour at `at` in 0..1, as a CSS value for a `style`. */
export function ramp(name: RampName, at: number): string {
  const { light, dark } = PARSED[name];
  return both(css(between(light, at)), css(between(dark, at)));
}

/** Black or white, whichever reads better on `ramp(name, at)`. */
export function inkOn(name: RampName, at: number): string {
  const { light, dark } = PARSED[name];
  return both(ink(between(light, at)), ink(between(dark, at)));
}

/** The whole ramp as a CSS background, for legends. */
export function rampBackground(name: RampName): string {
  return `linear-gradient(90deg, ${[0, 1, 2, 3, 4, 5, 6].map(stop => ramp(name, stop / 6)).join(', ')})`;
}
