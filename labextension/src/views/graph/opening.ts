/** Which groups are open when the graph is first seen. */
import type { Group, Tree } from './tree';

const FEW = 3;
const ENOUGH = 16;
/** More than this is never shown at once. */
const MOST = 300;

/** As many levels as were asked for; else a model that is one group, which says nothing closed, is open. */
export function initiallyOpen({ root }: Tree, depth: number | null | undefined): Set<string> {
  const open = new Set<string>();
  if (depth != null) {
    let room = MOST - root.children.length;
    let level: Group[] = [root];
    for (let done = 0; done < depth; done++) {
      level = level.flatMap(group => group.children.filter(child => child.kind === 'group'));
      for (const group of level) {
        room -= group.children.length;
        if (room < 0) return open;
        open.add(group.key);
      }
    }
    return open;
  }
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
