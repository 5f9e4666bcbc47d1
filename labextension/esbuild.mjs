// The live widget is one self-contained ES module that the kernel ships to the front end, so its size is a budget.
import { build } from 'esbuild';

const LIMIT = 110_000;
const result = await build({
  entryPoints: ['src/widget.ts'],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  loader: { '.css': 'text' },
  outdir: '../nbtorch/static',
  metafile: true,
  logLevel: 'info',
});
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  if (path.endsWith('.js') && output.bytes > LIMIT) {
    throw new Error(`${path} has ${output.bytes} bytes, more than the ${LIMIT} a widget may have`);
  }
}
