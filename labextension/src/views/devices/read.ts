/** What the view says of its data: owners and their words, blocks of modules, sentences. */
import { bytes, int } from '../../kit';
import type { DeviceJson, DevicesJson, MemoryOwner } from '../../schema';

/** In the order of the stack; a word for each, a shorter one for narrow tiles, and the colour's token. */
export const OWNERS: { owner: MemoryOwner; word: string; brief: string; token: string }[] = [
  { owner: 'parameters', word: 'parameters', brief: 'params', token: 'accent' },
  { owner: 'optimizer', word: 'optimizer state', brief: 'optim', token: 'opt' },
  { owner: 'data', word: 'data', brief: 'data', token: 'data' },
  { owner: 'gradients', word: 'gradients', brief: 'grads', token: 'grad' },
  { owner: 'activations', word: 'kept for backward', brief: 'kept', token: 'act' },
  { owner: 'passing', word: 'in passing', brief: 'passing', token: 'act' },
];
/** Values that nothing keeps have the colour of values, weaker. */
export const strength = (owner: MemoryOwner): number => (owner === 'passing' ? 0.35 : 1);
export const wordOf = (owner: MemoryOwner): string => OWNERS.find(one => one.owner === owner)!.word;

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
    const known = OWNERS.find(one => one.owner === part.owner)!;
    const key = by === 'owner' ? part.owner : part.block;
    const [word, brief] = by === 'owner' ? [known.word, known.brief] : [part.block, part.block];
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
  if (!peak) return `${bytes(total)} now`;
  return `peak ${bytes(total)} at ${peak.op}${peak.mod ? ` in ${peak.mod}` : ''}`;
}

/** Zero is a fact worth saying. */
export function copiesWords({ copies }: DevicesJson): string {
  if (!copies.length) return '0 host copies';
  return copies.map(({ from, to, times, bytes: size }) => `${int(times)} × ${from} → ${to} (${bytes(size)})`).join(', ');
}

/** Memory at one column of the timeline. */
export function totalAt(device: DeviceJson, at: number): number {
  return OWNERS.reduce((sum, { owner }) => sum + device.timeline[owner][at], 0);
}
