/** What the view says of its data: owners and their words, blocks of modules, sentences. */
import { bytes, int, trans } from '../../kit';
import type { DeviceJson, DevicesJson, MemoryOwner, Phase } from '../../schema';

/** In the order of the stack, each with the token of its colour. */
export const OWNERS: { owner: MemoryOwner; token: string }[] = [
  { owner: 'parameters', token: 'accent' },
  { owner: 'optimizer', token: 'opt' },
  { owner: 'data', token: 'data' },
  { owner: 'gradients', token: 'grad' },
  { owner: 'activations', token: 'act' },
  { owner: 'passing', token: 'act' },
];
/** A word for each, and a shorter one for narrow tiles. */
export const wordsOf = (owner: MemoryOwner): [word: string, brief: string] =>
  ({
    parameters: [trans.__('parameters'), trans.__('params')],
    optimizer: [trans.__('optimizer state'), trans.__('optim')],
    data: [trans.__('data'), trans.__('data')],
    gradients: [trans.__('gradients'), trans.__('grads')],
    activations: [trans.__('kept for backward'), trans.__('kept')],
    passing: [trans.__('in passing'), trans.__('passing')],
  })[owner] as [string, string];
/** Values that nothing keeps have the colour of values, weaker. */
export const strength = (owner: MemoryOwner): number => (owner === 'passing' ? 0.35 : 1);
export const wordOf = (owner: MemoryOwner): string => wordsOf(owner)[0];

/** A part of the memory: one owner's in one block of modules. */
export interface Part {
  owner: MemoryOwner;
  block: string;
  bytes: number;
}
export interface Group {
  key: string;
  word: string;
  brief: string;
  bytes: number;
  parts: Part[];
}

/** Blocks by owner, or owners by block; the largest first. */
export function groupsOf(device: DeviceJson, by: 'owner' | 'module'): Group[] {
  const groups = new Map<string, Group>();
  for (const part of partsOf(device)) {
    const key = by === 'owner' ? part.owner : part.block;
    const [word, brief] = by === 'owner' ? wordsOf(part.owner) : [part.block, part.block];
    const group = groups.get(key) ?? { key, word, brief, bytes: 0, parts: [] };
    group.bytes += part.bytes;
    group.parts.push(part);
    groups.set(key, group);
  }
  const sorted = [...groups.values()].sort((a, b) => b.bytes - a.bytes);
  for (const group of sorted) group.parts.sort((a, b) => b.bytes - a.bytes);
  return sorted;
}

/** Every owner's bytes by block: `layers.3.attn.q` belongs to `layers.3`, `stem.0` to `stem`. */
export function partsOf(device: DeviceJson): Part[] {
  const names = OWNERS.flatMap(({ owner }) => Object.keys(device.owners[owner]));
  const outer = new Set(names.flatMap(name => [...name].flatMap((letter, end) => (letter === '.' ? [name.slice(0, end)] : []))));
  return OWNERS.flatMap(({ owner }) => {
    const blocks = new Map<string, number>();
    for (const [name, size] of Object.entries(device.owners[owner])) {
      const block = blockOf(name, outer);
      blocks.set(block, (blocks.get(block) ?? 0) + size);
    }
    return [...blocks].filter(([, size]) => size > 0).map(([block, size]) => ({ owner, block, bytes: size }));
  });
}

function blockOf(name: string, outer: ReadonlySet<string>): string {
  const parts = name.split('.');
  const number = Math.max(0, parts.findIndex(part => /^\d+$/.test(part)));
  const leaf = number === parts.length - 1 && number > 0 && !outer.has(name);
  return parts.slice(0, leaf ? number : number + 1).join('.');
}

export const ownerBytes = (device: DeviceJson, owner: MemoryOwner): number =>
  Object.values(device.owners[owner]).reduce((sum, size) => sum + size, 0);

/** "peak 5.21 MB at relu in blocks.2", or what is there now. */
export function findingOf({ total, peak }: DeviceJson): string {
  if (!peak) return trans.__('%1 now', bytes(total));
  const found = trans.__('peak %1 at %2', bytes(total), peak.op);
  return peak.mod ? trans.__('%1 in %2', found, peak.mod) : found;
}

/** Zero is a fact worth saying. */
export function copiesWords({ copies }: Pick<DevicesJson, 'copies'>): string {
  if (!copies.length) return trans.__('0 host copies');
  return copies.map(({ from, to, times, bytes: size }) => `${int(times)} × ${from} → ${to} (${bytes(size)})`).join(', ');
}

/** Memory at one column of the timeline. */
export function totalAt(device: DeviceJson, at: number): number {
  return OWNERS.reduce((sum, { owner }) => sum + device.timeline[owner][at], 0);
}

export const phaseWord = (phase: Phase): string =>
  ({ forward: trans.__('forward'), backward: trans.__('backward'), step: trans.__('step') })[phase];
