import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { afterEach, describe, expect, it } from 'vitest';
import './curves-support';
import { createRenderer } from '../src/mime';
import curves from './fixtures/curves-digits.json';
import graph from './fixtures/graph-digits.json';
import { CURVES_MIME, GRAPH_MIME } from '../src/schema';

const model = (mimeType: string, data: unknown) =>
  ({ data: { [mimeType]: data, 'text/plain': 'the same as text' } }) as unknown as IRenderMime.IMimeModel;
let renderer: IRenderMime.IRenderer;
afterEach(() => renderer.dispose());

describe('the renderer of an output', () => {
  it.each<[string, unknown, string]>([
    [GRAPH_MIME, graph, 'graph'],
    [CURVES_MIME, curves, 'live'],
  ])('draws %s and draws it again in place', async (mimeType, data, kind) => {
    renderer = createRenderer(mimeType);
    await renderer.renderModel(model(mimeType, data));
    await renderer.renderModel(model(mimeType, data));
    expect(renderer.node.querySelectorAll(`[data-nbtorch="${kind}"]`)).toHaveLength(1);
  });

  it.each([GRAPH_MIME, CURVES_MIME])('shows text for %s that it cannot read', async mimeType => {
    renderer = createRenderer(mimeType);
    await renderer.renderModel(model(mimeType, null));
    expect(renderer.node.textContent).toContain('could not be drawn');
  });
});
