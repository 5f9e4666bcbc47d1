// The live widget is one self-contained ES module that the kernel ships to the front end, so its size is a budget.
import { readFile } from 'node:fs/promises';
import { build, transform } from 'esbuild';

const LIMIT = 110_000;

/** Style sheets as text, without comments and blanks. */
const styles = {
  name: 'styles',
  setup: (the) =>
    the.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: 'es2022' });
      return { contents: code, loader: 'text' };
    }),
};
const result = await build({
  entryPoints: ['src/widget.ts'],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  plugins: [styles],
  outdir: '../nbtorch/static',
  metafile: true,
  logLevel: 'info',
});
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  if (path.endsWith('.js') && output.bytes > LIMIT) {
    throw new Error(`${path} has ${output.bytes} bytes, more than the ${LIMIT} a widget may have`);
  }
}
