/** The graph folded by module: what is drawn is always a few items, however many ops there are. */
import type { OpNode } from '../../schema';
import type { Graph } from './read';

export interface Op {
  kind: 'op';
  key: string;
  node: OpNode;
  parent: Group;
}
export interface Input {
  kind: 'input';
  key: string;
  shape: number[];
  feeds: number;
  parent: Group;
}
export interface Group {
  kind: 'group';
  key: string;
  path: string;
  label: string;
  type: string;
  /** How many alike blocks it stands for; 0 for one of its own. */
  repeat: number;
  children: Item[];
  ops: OpNode[];
  parent: Group | null;
}
export type Item = Op | Group | Input;

/** A container draws no more than this; longer ones are folded into runs. */
const MOST = 120;
const CONTAINER = /^(Sequential|ModuleList|ModuleDict)$/;

export interface Tree {
  root: Group;
  leaves: Map<number, Op>;
  groups: Map<string, Group>;
}

export function buildTree(graph: Graph): Tree {
  const groupPaths = findGroups(graph);
  const root = makeGroup('', '', '', 0, null);
  const groups = new Map<string, Group>();
  const leaves = new Map<number, Op>();
  for (const node of graph.nodes) {
    let parent = root;
    for (const path of prefixes(node.mod)) {
      if (!groupPaths.has(path)) continue;
      let group = groups.get(path);
      if (!group) {
        group = moduleGroup(graph, path, parent);
        groups.set(path, group);
        parent.children.push(group);
      }
      group.ops.push(node);
      parent = group;
    }
    const leaf: Op = { kind: 'op', key: `op${node.id}`, node, parent };
    leaves.set(node.id, leaf);
    parent.children.push(leaf);
    root.ops.push(node);
  }
  for (const group of [root, ...groups.values()]) foldRuns(group, groups);
  addInputs(graph, root, leaves);
  return { root, leaves, groups };
}

/** The item of `container` that holds this leaf, or null when it lies outside. */
export function childIn(container: Group, leaf: Item): Item | null {
  let item: Item = leaf;
  while (item.parent && item.parent !== container) item = item.parent;
  return item.parent === container ? item : null;
}

/** "blocks", "blocks.0", "blocks.0.conv1" for "blocks.0.conv1". */
export function prefixes(path: string): string[] {
  const parts = path ? path.split('.') : [];
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** Modules of more than one op, but a container of blocks dissolves into its blocks. */
function findGroups(graph: Graph): Set<string> {
  const counts = new Map<string, number>();
  const modOf = new Map(graph.nodes.map(node => [node.id, node.mod]));
  for (const node of graph.nodes) for (const path of prefixes(node.mod)) counts.set(path, (counts.get(path) ?? 0) + 1);
  const isBlock = (path: string) =>
    ((counts.get(path) ?? 0) > 1 && (childPaths.has(path) || joined.has(path))) || (graph.modules[path]?.repeat ?? 0) > 1;
  // One ReLU for a whole block runs single ops that do not follow each other: as a group it would be fed by what it feeds.
  const joined = new Set(
    graph.edges.map(([from, to]) => [modOf.get(from), modOf.get(to)]).filter(([a, b]) => a === b).map(([a]) => a),
  );
  const childPaths = new Map<string, string[]>();
  for (const path of counts.keys()) {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')));
    childPaths.set(parent, [...(childPaths.get(parent) ?? []), path]);
  }
  const dissolves = (path: string) => {
    const type = graph.modules[path]?.type ?? '';
    const below = childPaths.get(path) ?? [];
    return (!type || CONTAINER.test(type)) && below.length > 0 && below.every(isBlock);
  };
  return new Set([...counts.keys()].filter(path => isBlock(path) && !dissolves(path)));
}

function moduleGroup(graph: Graph, path: string, parent: Group): Group {
  const facts = graph.modules[path];
  const last = facts?.last ? `\u2013${facts.last.split('.').pop()}` : '';
  const label = (parent.path && path.startsWith(`${parent.path}.`) ? path.slice(parent.path.length + 1) : path) + last;
  return makeGroup(path, label, facts?.type ?? '', (facts?.repeat ?? 0) > 1 ? (facts?.repeat ?? 0) : 0, parent);
}

function makeGroup(path: string, label: string, type: string, repeat: number, parent: Group | null): Group {
  return { kind: 'group', key: path, path, label, type, repeat, children: [], ops: [], parent };
}

/** A flat thousand of ops (a loop written in Python) becomes a few dozen runs that open like modules. */
function foldRuns(group: Group, groups: Map<string, Group>, before = 0): void {
  if (group.children.length <= MOST) return;
  const size = Math.ceil(group.children.length / Math.min(40, Math.ceil(group.children.length / 40)));
  const runs: Group[] = [];
  for (let start = 0; start < group.children.length; start += size) {
    const children = group.children.slice(start, start + size);
    const label = `${before + start + 1}\u2013${before + start + children.length}`;
    const run = makeGroup(group.path, label, '', 0, group);
    run.key = `${group.key}#${label}`;
    run.children = children;
    run.ops = children.flatMap(child => (child.kind === 'op' ? [child.node] : child.kind === 'group' ? child.ops : []));
    for (const child of children) child.parent = run;
    groups.set(run.key, run);
    runs.push(run);
    foldRuns(run, groups, before + start);
  }
  group.children = runs;
}

/** Data that no op made is drawn where it enters: at ops that nothing else feeds. */
function addInputs(graph: Graph, root: Group, leaves: Map<number, Op>): void {
  const fed = new Set(graph.edges.map(edge => edge[1]));
  if (root.children.length > MOST / 2) return;
  for (const node of graph.nodes) {
    const shape = node.inputs?.[node.inputs.length - 1];
    if (fed.has(node.id) || !Array.isArray(shape) || !leaves.has(node.id)) continue;
    root.children.push({ kind: 'input', key: `in${node.id}`, shape, feeds: node.id, parent: root });
  }
}
