/** Which groups are open when the graph is first seen. */
import type { Tree } from './tree';

const FEW = 3;
const ENOUGH = 16;

/** A model that is one group says nothing closed: then that group is open from the start. */
export function initiallyOpen({ root }: Tree): Set<string> {
  const open = new Set<string>();
  let group = root;
  for (;;) {
    const inside = group.children.filter(child => child.kind !== 'input');
    const groups = inside.filter(child => child.kind === 'group');
    const [only] = groups;
    if (groups.length !== 1 || only.repeat || inside.length > FEW || only.children.length > ENOUGH) return open;
    open.add(only.key);
    group = only;
  }
}
