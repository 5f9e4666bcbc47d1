/** From what came over the wire to a graph that the rest of this view can rely on. */
import { SCHEMA, type Edge, type GraphJson, type ModuleFacts, type OpNode } from '../../schema';

export interface Graph extends GraphJson {
  modules: Record<string, ModuleFacts>;
  byId: Map<number, OpNode>;
  /** It was made for one number, which is drawn with the result. */
  scalar: boolean;
}

/** Repair what can be (a missing list, an edge to nowhere); throw with a sentence where nothing can be drawn. */
export function readGraph(data: unknown): Graph {
  if (!isRecord(data)) throw new Error('The output holds no graph.');
  if (typeof data.schema === 'number' && data.schema > SCHEMA) {
    throw new Error(
      `The graph has schema ${data.schema}, this viewer knows ${SCHEMA}: update nbtorch in JupyterLab's environment.`,
    );
  }
  if (!Array.isArray(data.nodes)) throw new Error('The graph has no list of nodes.');
  const nodes = data.nodes.filter(isRecord).map(readNode);
  const byId = new Map(nodes.map(node => [node.id, node]));
  const edges = (Array.isArray(data.edges) ? data.edges : []).filter(
    (edge): edge is Edge => Array.isArray(edge) && byId.has(edge[0]) && byId.has(edge[1]) && edge[0] !== edge[1],
  );
  const modules = isRecord(data.modules) ? (data.modules as Record<string, ModuleFacts>) : {};
  for (const [path, facts] of Object.entries(modules)) nameCopies(nodes, path, facts.repeat ?? 1);
  return { ...(data as unknown as GraphJson), nodes: [...byId.values()], edges, modules, byId, scalar: data.loss != null };
}

function readNode(node: Record<string, unknown>, index: number): OpNode {
  return {
    ...(node as unknown as OpNode),
    id: typeof node.id === 'number' ? node.id : index,
    op: typeof node.op === 'string' && node.op ? node.op : 'op',
    mod: typeof node.mod === 'string' ? node.mod : '',
    shape: Array.isArray(node.shape) ? node.shape : [],
    inputs: Array.isArray(node.inputs) ? node.inputs : [],
    reps: Array.isArray(node.reps) && node.reps.length ? node.reps : null,
  };
}

/** "h.1.fc", "h.2.fc", ... for the op "h.0.fc" of a block that is repeated: they can be searched for. */
function nameCopies(nodes: OpNode[], path: string, repeat: number): void {
  const [, stem, first] = /^(.*?)(\d+)$/.exec(path) ?? [];
  if (repeat < 2 || first === undefined) return;
  for (const node of nodes) {
    if (node.mod !== path && !node.mod.startsWith(`${path}.`)) continue;
    const rest = node.mod.slice(path.length);
    node.also = Array.from({ length: repeat - 1 }, (_, copy) => `${stem}${Number(first) + copy + 1}${rest}`);
  }
}

/** Dotted path of the module that ran an op. */
export function ranIn(node: OpNode): string {
  return node.own ?? node.mod;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
