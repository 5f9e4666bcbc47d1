/** Explanations: what was seen, why it matters, what to change. Worst first, two open, the rest a line each. */
import { errorState, frame, h, head, icon, int, jumpLink, keep, placeText, trans } from '../../kit';
import type { ExplainJson, Finding, Level } from '../../schema';
import { evidence } from './evidence';
import { plain, words } from './words';

const OPEN = 2;
const levelWord = (level: Level): string =>
  ({ bad: trans.__('Wrong'), warn: trans.__('Warning'), note: trans.__('Note') })[level];

export interface ExplainHandle {
  /** Show newer findings; what the reader opened or dismissed stays so. */
  update(data: ExplainJson): void;
  dispose(): void;
}

/** Never throws: what cannot be drawn is shown as text, with the reason. */
export function renderExplain(host: HTMLElement, data: ExplainJson): ExplainHandle {
  const state: State = { open: new Map(), dismissed: new Set(), looked: new Set() };
  const draw = (next: ExplainJson) => {
    try {
      remember(next.found, state);
      host.replaceChildren(view(next, state, () => draw(next)));
    } catch (error) {
      const text = (next?.found ?? []).map(one => plain(`${one.title}: ${one.seen}`)).join('\n');
      host.replaceChildren(errorState('explain', trans.__('Explanations'), null, error, text));
    }
  };
  draw(data);
  return { update: draw, dispose: () => host.replaceChildren() };
}

interface State {
  open: Map<string, boolean>;
  dismissed: Set<string>;
  /** Findings whose state before this page was loaded is known. */
  looked: Set<string>;
}

/** Dismissing is per notebook: kept by the cell, so that it holds in the panel too, and can be undone. */
const keptOf = ({ cellId, cell, rule, subject }: Finding) => keep('explain', cellId ?? '', cell, rule, subject);

function remember(found: Finding[], state: State): void {
  for (const finding of found) {
    const key = keyOf(finding);
    if (state.looked.has(key)) continue;
    state.looked.add(key);
    const { open, dismissed } = keptOf(finding).load();
    if (typeof open === 'boolean') state.open.set(key, open);
    if (dismissed === true) state.dismissed.add(key);
  }
}

const keyOf = (finding: Finding): string => `${finding.rule}/${finding.subject}/${finding.cell}`;

function view({ found, checks }: ExplainJson, state: State, redraw: () => void): HTMLElement {
  const shown = found.filter(finding => !state.dismissed.has(keyOf(finding)));
  const hidden = found.length - shown.length;
  const facts = [trans.__('%1 found', int(shown.length)), trans._n('%2 check', '%2 checks', checks, int(checks))];
  const back = () => {
    for (const finding of found) if (state.dismissed.has(keyOf(finding))) keptOf(finding).save({ dismissed: false });
    state.dismissed.clear();
    redraw();
  };
  const undo = hidden
    ? h('button.nbt-link', { type: 'button', onclick: back }, trans.__('Show %1 dismissed', int(hidden)))
    : null;
  const titles = shown.map(finding => plain(finding.title)).join('; ');
  const label = `${trans.__('Explanations')}: ${titles || trans.__('nothing wrong was found')}`;
  const cards = shown.map((finding, index) => card(finding, index < OPEN, state, redraw));
  const nothing = h('div.nbt-quiet', {}, h('b', {}, trans.__('Nothing wrong was found')), h('p', {}, trans._n('%2 check ran.', '%2 checks ran.', checks, int(checks))));
  return frame('explain', label, head(trans.__('Explanations'), null, facts, undo), ...(cards.length ? cards : [nothing]));
}

function card(finding: Finding, first: boolean, state: State, redraw: () => void): HTMLElement {
  const key = keyOf(finding);
  const dismiss = h(
    'button.nbt-link.dismiss',
    {
      type: 'button',
      onclick: () => {
        state.dismissed.add(key);
        keptOf(finding).save({ dismissed: true });
        redraw();
      },
    },
    trans.__('Dismiss'),
  );
  const body = h(
    'div.nbt-finding',
    {},
    h('dl', {}, part(trans.__('Seen'), words(finding.seen)), part(trans.__('Why'), words(finding.why)), part(trans.__('Change'), diff(finding.change))),
    finding.evidence && evidence(finding.evidence),
    dismiss,
  );
  // Not <details>: the link to the code stands beside the title, and nothing may be clicked inside a <summary>.
  const title = h(
    'button.fold',
    { type: 'button', onclick: () => keptOf(finding).save({ open: fold(body.hidden) }) },
    icon(finding.level),
    h('span.nbt-hidden', {}, `${levelWord(finding.level)}: `),
    h('strong', {}, words(finding.title)),
    h('span.tag', {}, finding.tag),
  );
  const fold = (open: boolean) => {
    body.hidden = !open;
    title.setAttribute('aria-expanded', String(open));
    state.open.set(key, open);
    return open;
  };
  fold(state.open.get(key) ?? first);
  const place = placeText(finding) ? jumpLink(finding) : null;
  return h(`div.nbt-explain.${finding.level}`, { 'data-rule': finding.rule }, h('div.line', {}, title, place), body);
}

function part(term: string, value: ReturnType<typeof words> | HTMLElement | null): HTMLElement | null {
  const empty = value == null || (Array.isArray(value) && value.every(one => one === ''));
  return empty ? null : h('div', {}, h('dt', {}, term), h('dd', {}, value));
}

function diff(lines: string[]): HTMLElement | null {
  if (!lines.length) return null;
  const tone = (line: string) => ({ '-': 'out', '+': 'in' })[line[0]] ?? 'same';
  return h(
    'div.nbt-diff',
    { role: 'group', 'aria-label': trans.__('Suggested change') },
    lines.map(line =>
      h(
        `div.${tone(line)}`,
        {},
        h('span.sign', {}, line[0].replace('-', '\u2212')),
        h('code', {}, line.slice(1)),
      ),
    ),
  );
}
