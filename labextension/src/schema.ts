/** The JSON that the kernel sends and this extension draws (schema 2 at most). JSON has no NaN: such values are null. */
import type { Histogram } from './kit/histogram';

export const SCHEMA = 2;
export const GRAPH_MIME = 'application/vnd.nbtorch.graph+json';
export const CURVES_MIME = 'application/vnd.nbtorch.curves+json';
export const EXPLAIN_MIME = 'application/vnd.nbtorch.explain+json';
export const GRADFLOW_MIME = 'application/vnd.nbtorch.gradflow+json';
export const DEVICES_MIME = 'application/vnd.nbtorch.devices+json';

type Maybe<T> = T | null;

/** Largest gradient norm, forward and backward time of one copy of a repeated block. */
export type Copy = [gradient: Maybe<number>, forward: Maybe<number>, backward: Maybe<number>];

export interface OpNode {
  id: number;
  op: string;
  fn?: Maybe<string>;
  /** Dotted path of the module that it is drawn in; "" is the top level. */
  mod: string;
  /** Of the module that ran it, where that is another. */
  own?: Maybe<string>;
  /** Neighbours that a condensed graph shows as this one. */
  many?: number;
  /** Where its copies in a repeated block were drawn; not sent, but read off the modules. */
  also?: string[];
  shape: number[];
  dtype?: Maybe<string>;
  device?: Maybe<string>;
  /** Bytes kept for the backward pass. */
  bytes?: Maybe<number>;
  params?: Maybe<number>;
  cell?: Maybe<number>;
  line?: Maybe<number>;
  cellId?: Maybe<string>;
  file?: Maybe<string>;
  /** Microseconds. */
  fwd?: Maybe<number>;
  bwd?: Maybe<number>;
  flops?: Maybe<number>;
  /** Norm of the gradient of its output. */
  grad?: Maybe<number>;
  /** Shapes of the data inputs that no node made. */
  inputs?: Maybe<number[][]>;
  reps?: Maybe<Copy[]>;
  val?: Maybe<Histogram>;
  ghist?: Maybe<Histogram>;
}

export type Edge = [from: number, to: number, shape?: Maybe<number[]>];

export interface ModuleFacts {
  type: string;
  params?: Maybe<number>;
  /** How many alike blocks this one stands for, and the path of the last of them. */
  repeat?: Maybe<number>;
  last?: Maybe<string>;
}

export interface GraphJson {
  schema: number;
  kind: 'graph';
  name?: Maybe<string>;
  call?: Maybe<string>;
  step?: Maybe<number>;
  loss?: Maybe<number>;
  params?: Maybe<number>;
  ops?: Maybe<number>;
  nodes: OpNode[];
  edges: Edge[];
  modules?: Maybe<Record<string, ModuleFacts>>;
  /** Levels of groups that are open at first. */
  depth?: Maybe<number>;
  /** Captured steps, oldest first; the numbers of the newest are on the nodes. */
  history?: Maybe<GraphHistory>;
}

/** Numbers over the steps: two letters each, on a logarithmic scale. */
export type Letters = string;

export interface GraphHistory {
  run: string;
  /** How many steps were captured; `steps` are some of them. */
  captured: number;
  steps: number[];
  loss: Maybe<number>[];
  /** Positions of the steps that ran other ops: they have no numbers. */
  other: number[];
  /** Powers of ten that the letters of each number go from and to. */
  range: Record<string, [from: number, to: number]>;
  nodes: {
    fwd: Letters;
    bwd: Letters;
    grad: Letters;
    bytes?: Maybe<number>[];
    /** Per step the gradient norm in each copy, and the time of all copies. */
    reps?: Letters[];
    time?: Letters;
  }[];
  /** Positions of the steps with histograms, and per node and such step those of value and gradient. */
  drawn?: number[];
  bars?: Bars[][];
}

export type Bars =
  | []
  | [low: Maybe<number>, high: Maybe<number>, bars: string, low: Maybe<number>, high: Maybe<number>, bars: string];

export type RunState = 'running' | 'finished' | 'interrupted' | 'error' | 'nan';
export type SeriesRole = 'loss' | 'lr' | 'gradnorm' | 'metric' | 'speed';

export interface Series {
  name: string;
  role: SeriesRole;
  x: number[];
  y: Maybe<number>[];
}

export interface CurvesJson {
  schema: number;
  kind: 'curves';
  /** What the views of one run know each other by. */
  run?: Maybe<string>;
  name: Maybe<string>;
  cell: Maybe<number>;
  cellId: Maybe<string>;
  state: RunState;
  steps: number;
  total: Maybe<number>;
  epoch: Maybe<number>;
  epochs: Maybe<number>;
  steps_per_epoch: Maybe<number>;
  /** Steps per second. */
  rate: Maybe<number>;
  /** Seconds. */
  elapsed: Maybe<number>;
  eta: Maybe<number>;
  note: Maybe<string>;
  series: Series[];
  nonfinite: { step: number; value: 'nan' | 'inf' | '-inf' }[];
  /** Thinned curves of earlier runs of the same cell, newest first. */
  earlier?: EarlierRun[];
}

export interface EarlierRun {
  cell: Maybe<number>;
  state: RunState;
  steps: number;
  series: Series[];
}

export type LayerWord =
  '' | 'NaN' | 'no gradient' | 'dead' | 'mostly dead' | 'vanishing' | 'exploding' | 'large steps';

/** One layer; each list has an entry per sample. */
export interface LayerFlow {
  name: string;
  type: string;
  shape: number[];
  params: number;
  norm: Maybe<number>[];
  /** Norm of the update over that of the weight. */
  ratio: Maybe<number>[];
  /** Share of the gradient that is 0. */
  zeros: Maybe<number>[];
  low: Maybe<number>[];
  high: Maybe<number>[];
  bad: number[];
  /** Distribution of log10 |g|, a letter per bin. */
  hist: string[];
  /** From which sample on which word is true. */
  marks: [from: number, word: LayerWord][];
}

export interface GradflowJson {
  schema: number;
  kind: 'gradflow';
  /** What the views of one run know each other by. */
  run?: Maybe<string>;
  name: Maybe<string>;
  cell: Maybe<number>;
  cellId: Maybe<string>;
  state: RunState | 'now';
  /** Powers of ten where the distributions begin and end. */
  lo: number;
  hi: number;
  usual: [number, number];
  finding: string;
  steps: number[];
  layers: LayerFlow[];
}

export type MemoryOwner = 'parameters' | 'optimizer' | 'data' | 'gradients' | 'activations' | 'passing';
export type Phase = 'forward' | 'backward' | 'step';

export interface DeviceJson {
  name: string;
  backend: string;
  /** Bytes at the peak of the step, or now where none was measured. */
  total: number;
  /** Bytes by owner and module, then. */
  owners: Record<MemoryOwner, Record<string, number>>;
  peak: Maybe<{
    at: number;
    op: string;
    mod: string;
    phase: Phase;
    cell: Maybe<number>;
    cellId: Maybe<string>;
    line: Maybe<number>;
    file: Maybe<string>;
  }>;
  /** The columns of the timeline, and bytes by owner in each. */
  ops: [op: string, mod: string, phase: Phase, cell: Maybe<number>, line: Maybe<number>][];
  timeline: Record<MemoryOwner, number[]>;
}

export interface DevicesJson {
  schema: number;
  kind: 'devices';
  name: Maybe<string>;
  cell: Maybe<number>;
  cellId: Maybe<string>;
  state: RunState | 'now';
  step: Maybe<number>;
  finding: string;
  copies: { from: string; to: string; times: number; bytes: number }[];
  /** Tensors that are not where most of the model is, and how many more there are. */
  unexpected: { what: MemoryOwner; mod: string; shape: number[]; device: string; bytes: number }[];
  hidden: number;
  devices: DeviceJson[];
}

export type Level = 'bad' | 'warn' | 'note';

/** One explanation. In sentences, ** stands around numbers and a backquote around code. */
export interface Finding {
  rule: string;
  level: Level;
  /** The finding in one clause, and its consequence. */
  title: string;
  tag: string;
  seen: string;
  why: string;
  /** A small diff: lines that begin with "-", "+" or a blank. */
  change: string[];
  cell: Maybe<number>;
  cellId: Maybe<string>;
  line: Maybe<number>;
  file: Maybe<string>;
  step: Maybe<number>;
  subject: string;
  evidence: Maybe<{ kind: 'line' | 'bars'; values: Maybe<number>[]; caption: string; level: Maybe<number> }>;
}

export interface ExplainJson {
  schema: number;
  kind: 'explain';
  /** How many rules were looked at. */
  checks: number;
  /** Worst first. */
  found: Finding[];
}

/** What changes while a run goes on. */
export type RunFacts = Partial<
  Pick<CurvesJson, 'steps' | 'total' | 'epoch' | 'epochs' | 'rate' | 'elapsed' | 'eta' | 'state' | 'note'>
>;

/** Custom message from the kernel to a live view. */
export interface PointsMessage {
  kind: 'points';
  add: Record<string, { role: SeriesRole; x: number[]; y: Maybe<number>[] }>;
  facts: RunFacts;
}

/** The devices view in a few lines, for the panel. */
export interface DevicesBrief extends Pick<DevicesJson, 'name' | 'cell' | 'cellId' | 'state' | 'step' | 'copies' | 'unexpected' | 'hidden'> {
  version: number;
  devices: (Pick<DeviceJson, 'name' | 'backend' | 'total'> & {
    peak: Maybe<Omit<NonNullable<DeviceJson['peak']>, 'at'>>;
    owners: Record<MemoryOwner, number>;
    /** Memory over the step. */
    spark: number[];
  })[];
}

export interface PanelState {
  schema: number;
  busy: boolean;
  step: Maybe<number>;
  graphs: {
    name: string;
    ops: number;
    params: number;
    cell: Maybe<number>;
    version: number | string;
    /** It is the graph of a run that goes on: there will be newer captured steps. */
    live?: boolean;
  }[];
  runs: {
    id: string;
    name: Maybe<string>;
    cell: Maybe<number>;
    cellId?: Maybe<string>;
    state: RunState;
    steps: number;
    total: Maybe<number>;
    loss: Maybe<number>;
    spark: Maybe<number>[];
    /** What the views of the run know each other by, and the steps of `spark`. */
    run?: string;
    at?: number[];
  }[];
  models: {
    name: string;
    type: string;
    training: boolean;
    params: number;
    /** The run that the gradient norms are of, and their steps. */
    run?: Maybe<string>;
    at?: number[];
    /** The listed graph that runs through it. */
    graph?: Maybe<string>;
    /** Modules that are not listed. */
    hidden?: number;
    layers?: { name: string; type: string; shape: number[]; params: number; spark: Maybe<number>[] }[];
  }[];
  explanations?: ExplainJson;
  devices?: Maybe<DevicesBrief>;
  tensors: {
    name: string;
    shape: number[];
    dtype: string;
    device: string;
    bytes: number;
    requires_grad: boolean;
    /** Whether operations made it, so that it has a graph. */
    graph?: boolean;
  }[];
}
