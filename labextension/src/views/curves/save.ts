/** Saving from the browser: what the view holds as a file, no kernel needed. */
import type { CurvesJson, SeriesRole } from '../../schema';
import type { Column } from './column';

export type Columns = ReadonlyMap<string, Column>;

/** A row per step, a column per series; a cell is empty where a series has no point. The same as `run.export` writes. */
export function toCsv(columns: Columns): string {
  const held = [...columns].filter(([, column]) => column.length > 0);
  const rows = new Map<number, string[]>();
  held.forEach(([, { x, y }], place) => {
    for (let i = 0; i < x.length; i++) {
      let row = rows.get(x[i]);
      if (!row) rows.set(x[i], (row = held.map(() => '')));
      row[place] = Number.isNaN(y[i]) ? 'nan' : String(y[i]);
    }
  });
  const steps = [...rows.keys()].sort((a, b) => a - b);
  const lines = [['step', ...held.map(([name]) => quoted(name))], ...steps.map((step) => [step, ...rows.get(step)!])];
  return lines.map((cells) => cells.join(',') + '\r\n').join('');
}

const quoted = (name: string): string => (/[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);

/** The run as its schema has it, with every point the view holds. */
export function toJson(curves: CurvesJson, columns: Columns, roles: ReadonlyMap<string, SeriesRole>): string {
  const series = [...columns].map(([name, column]) => ({
    name,
    role: roles.get(name)!,
    x: [...column.x],
    y: [...column.y].map((value) => (Number.isNaN(value) ? null : value)),
  }));
  return JSON.stringify({ ...curves, series });
}

/** `DigitsNet, cell 7` without what file systems refuse. */
export function fileName({ name, cell }: CurvesJson, format: string): string {
  const words = [name ?? 'training', cell == null ? '' : `cell-${cell}`].filter(Boolean).join('-');
  return `${words.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 80)}.${format.toLowerCase()}`;
}

export function download(content: Blob, name: string): void {
  const href = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000); // some browsers read it after the click
}

/** An SVG as pixels, twice as fine as its size says. */
export async function toPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * image.width;
  canvas.height = 2 * image.height;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('the browser made no PNG'))), 'image/png'),
  );
}
