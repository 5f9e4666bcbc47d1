/** Draws the data of an output, in JupyterLab: live, and in a reopened notebook without a kernel. */
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Widget } from '@lumino/widgets';
import { errorState } from './kit';
import {
  CURVES_MIME,
  DEVICES_MIME,
  EXPLAIN_MIME,
  GRADFLOW_MIME,
  GRAPH_MIME,
  type CurvesJson,
  type DevicesJson,
  type ExplainJson,
  type GradflowJson,
  type GraphJson,
} from './schema';
import { renderCurves } from './views/curves';
import { renderDevices } from './views/devices';
import { renderExplain } from './views/explain';
import { renderGradflow } from './views/gradflow';
import { renderGraph } from './views/graph';

interface Drawn {
  update(data: unknown): void;
  dispose(): void;
}

/** The renderer for one of nbtorch's MIME types. */
export function createRenderer(mimeType: string): IRenderMime.IRenderer {
  return new Renderer(mimeType);
}

class Renderer extends Widget implements IRenderMime.IRenderer {
  private drawn: Drawn | null = null;

  constructor(private mimeType: string) {
    super();
    this.addClass('nbtorch-mime');
  }

  /** A display that is updated in place keeps what its reader has opened and selected. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const data = model.data[this.mimeType] as unknown;
    try {
      if (this.drawn) this.drawn.update(data);
      else this.drawn = draw(this.node, this.mimeType, data);
    } catch (error) {
      this.drawn?.dispose();
      this.drawn = null;
      this.node.replaceChildren(errorState('output', 'nbtorch', null, error, String(model.data['text/plain'] ?? '')));
    }
  }

  dispose(): void {
    this.drawn?.dispose();
    this.drawn = null;
    super.dispose();
  }
}

/** What draws each MIME type. */
const RENDERERS: Record<string, (host: HTMLElement, data: unknown) => { update(data: never): void; dispose(): void }> = {
  [GRAPH_MIME]: (host, data) => renderGraph(host, data as GraphJson),
  [CURVES_MIME]: (host, data) => renderCurves(host, data as CurvesJson),
  [EXPLAIN_MIME]: (host, data) => renderExplain(host, data as ExplainJson),
  [GRADFLOW_MIME]: (host, data) => renderGradflow(host, data as GradflowJson),
  [DEVICES_MIME]: (host, data) => renderDevices(host, data as DevicesJson),
};
export const MIME_TYPES = Object.keys(RENDERERS);

function draw(host: HTMLElement, mimeType: string, data: unknown): Drawn {
  return RENDERERS[mimeType](host, data) as Drawn;
}
