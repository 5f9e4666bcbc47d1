import type { Finding, PanelState } from './schema';

/** The explanation of the cell that ran last and can be jumped to; of several there the worst, which stands first. */
export function lastExplained(state: PanelState | null): Finding | null {
  const reachable = (state?.explanations?.found ?? []).filter(({ cell, cellId }) => cell != null || cellId != null);
  let last: Finding | null = null;
  for (const finding of reachable) if (!last || (finding.cell ?? 0) > (last.cell ?? 0)) last = finding;
  return last;
}
