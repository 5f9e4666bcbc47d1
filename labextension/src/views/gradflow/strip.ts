/** A layer over time: its norm as one band, or its distribution as a density. Cells of one shade share a path. */
import { ramp, s } from '../../kit';
import { densities, type Row } from './read';

const SHADES = 14;

/** Powers of ten that enclose all norms. */
export function normRange(rows: readonly Row[]): [number, number] {
  const powers = rows.flatMap(row => row.norm).filter(norm => norm).map(norm => Math.log10(norm!));
  const [low, high] = [Math.floor(Math.min(...powers, 0)), Math.ceil(Math.max(...powers, -1))];
  return powers.length ? [Math.floor(Math.min(...powers)), Math.max(Math.ceil(Math.max(...powers)), Math.floor(Math.min(...powers)) + 1)] : [low, high];
}

export function normStrip(row: Row, [low, high]: [number, number]): SVGElement {
  const cells = row.norm.map((norm, at) => ({ at, bin: 0, value: norm == null ? null : norm ? (Math.log10(norm) - low) / (high - low) : 0 }));
  return picture(row.norm.length, 1, cells);
}

export function densityStrip(row: Row): SVGElement {
  const bins = row.hist[0]?.length ?? 1;
  const cells = row.hist.flatMap((letters, at) =>
    densities(letters).map((value, bin) => ({ at, bin: bins - 1 - bin, value: value ? Math.sqrt(value) : null })),
  );
  return picture(row.hist.length, bins, cells);
}

function picture(wide: number, tall: number, cells: { at: number; bin: number; value: number | null }[]): SVGElement {
  const paths = new Map<number, string>();
  for (const { at, bin, value } of cells) {
    if (value == null) continue;
    const shade = Math.max(0, Math.min(SHADES - 1, Math.floor(value * SHADES)));
    paths.set(shade, `${paths.get(shade) ?? ''}M${at} ${bin}h1v1h-1z`);
  }
  return s(
    'svg',
    { viewBox: `0 0 ${wide} ${tall}`, preserveAspectRatio: 'none', 'shape-rendering': 'crispEdges', 'aria-hidden': true },
    [...paths].map(([shade, d]) => s('path', { d, style: `fill: ${ramp('ember', (shade + 0.5) / SHADES)}` })),
  );
}
