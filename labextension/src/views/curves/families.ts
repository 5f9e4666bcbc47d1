import { trans } from '../../kit';
import type { SeriesRole } from '../../schema';

/** Series that belong in one chart: `loss` and `val_loss`, `acc` and `val_acc`. */
export interface Family {
  key: string;
  title: string;
  role: SeriesRole;
  members: Member[];
}

export interface Member {
  name: string;
  role: SeriesRole;
  /** Which data it was measured on; empty when the name does not say. */
  split: '' | 'train' | 'val' | 'test';
  token: string;
  dash?: number[];
}

const SPLITS: Record<string, Member['split']> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  eval: 'val',
  dev: 'val',
  test: 'test',
};
/** What is not said as it is written. */
const titleOf = (stem: string): string =>
  ({
    acc: trans.__('accuracy'),
    loss: trans.__('loss'),
    lr: trans.__('learning rate'),
    grad_norm: trans.__('gradient norm'),
    gradnorm: trans.__('gradient norm'),
  })[stem.toLowerCase()] ?? stem.replaceAll('_', ' ');
export const splitWord = (split: 'train' | 'val' | 'test'): string =>
  ({ train: trans.__('train'), val: trans.__('val'), test: trans.__('test') })[split];
const ROLE_ORDER: SeriesRole[] = ['loss', 'metric', 'lr', 'gradnorm', 'speed'];

/** `val_loss`, `loss/val`, `train.acc` -> the split and what is left. */
export function splitName(name: string): { split: Member['split']; stem: string } {
  const words = name.split(/[_\-/. ]+/).filter(Boolean);
  const first = SPLITS[words[0]?.toLowerCase()];
  const last = SPLITS[words[words.length - 1]?.toLowerCase()];
  if (words.length > 1 && first) return { split: first, stem: words.slice(1).join('_') };
  if (words.length > 1 && last) return { split: last, stem: words.slice(0, -1).join('_') };
  return { split: '', stem: name };
}

function token(role: SeriesRole, split: Member['split']): string {
  if (role === 'lr') return '--nbt-data';
  if (role === 'gradnorm') return '--nbt-grad';
  if (role === 'speed') return '--nbt-data';
  return split === 'val' || split === 'test' ? '--nbt-val' : '--nbt-accent';
}

/** The charts of a run, loss first, then metrics, learning rates, gradient norm and throughput. */
export function families(series: readonly { name: string; role: SeriesRole }[]): Family[] {
  const byKey = new Map<string, Family>();
  for (const { name, role } of series) {
    const { split, stem } = role === 'metric' || role === 'loss' ? splitName(name) : { split: '' as const, stem: name };
    const key = role === 'lr' ? role : role === 'gradnorm' || role === 'speed' ? `${role}:${name}` : stem.toLowerCase();
    const title = titleOf(role === 'lr' ? role : stem);
    let family = byKey.get(key);
    if (!family) byKey.set(key, (family = { key, title, role, members: [] }));
    if (role === 'loss') family.role = role;
    const place = role === 'lr' ? family.members.length : 0; // several learning rates: grey, blue, the same dashed
    const dash = split === 'test' || place > 1 ? [4, 3] : undefined;
    family.members.push({ name, role, split, token: place % 2 ? '--nbt-opt' : token(role, split), dash });
  }
  const order = (family: Family) => ROLE_ORDER.indexOf(family.role);
  const found = [...byKey.values()].sort((a, b) => order(a) - order(b));
  for (const family of found) {
    family.members.sort((a, b) => Number(b.role === 'loss') - Number(a.role === 'loss'));
    if (family.role !== 'lr' && family.members.length > 1 && !family.members[0].split) family.members[0].split = 'train';
  }
  return found;
}
