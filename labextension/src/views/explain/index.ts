/** Explanations: what was seen, why it matters, what to change. Worst first, two open, the rest a line each. */
import { errorState, frame, h, head, icon, int, jumpLink, placeText, type IconName } from '../../kit';
import type { ExplainJson, Finding, Level } from '../../schema';
import { evidence } from './evidence';
import { plain, words } from './words';

const OPEN = 2;
const LEVELS: Record<Level, [IconName, string]> = {
  bad: ['bad', 'Wrong'],
  warn: ['warn', 'Warning'],
  note: ['note', 'Note'],
};

export interface ExplainHandle {
  /** Show newer findings; what the reader opened or dismissed stays so. */
  update(data: ExplainJson): void;
  dispose(): void;
}

/** Never throws: what cannot be drawn is shown as text, with the reason. */
export function renderExplain(host: HTMLElement, data: ExplainJson): ExplainHandle {
  const state: State = { open: new Map(), dismissed: new Set() };
  const draw = (next: ExplainJson) => {
    try {
      host.replaceChildren(view(next, state, () => draw(next)));
    } catch (error) {
      const text = (next?.found ?? []).map(one => plain(`${one.title}: ${one.seen}`)).join('\n');
      host.replaceChildren(errorState('explain', 'Explanations', null, error, text));
    }
  };
  draw(data);
  return { update: draw, dispose: () => host.replaceChildren() };
}

interface State {
  open: Map<string, boolean>;
  dismissed: Set<string>;
}

const keyOf = (finding: Finding): string => `${finding.rule}/${finding.subject}/${finding.cell}`;

function view({ found, checks }: ExplainJson, state: State, redraw: () => void): HTMLElement {
  const shown = found.filter(finding => !state.dismissed.has(keyOf(finding)));
  const hidden = found.length - shown.length;
  const facts = [`${int(shown.length)} found`, `${int(checks)} checks`];
  const back = () => {
    state.dismissed.clear();
    redraw();
  };
  const undo = hidden
    ? h('button.nbt-link', { type: 'button', onclick: back }, `Show ${int(hidden)} dismissed`)
    : null;
  const label = `Explanations: ${shown.map(finding => plain(finding.title)).join('; ') || 'nothing wrong was found'}`;
  const cards = shown.map((finding, index) => card(finding, index < OPEN, state, redraw));
  const nothing = h('div.nbt-quiet', {}, h('b', {}, 'Nothing wrong was found'), h('p', {}, `${int(checks)} checks ran.`));
  return frame('explain', label, head('Explanations', null, facts, undo), ...(cards.length ? cards : [nothing]));
}

function card(finding: Finding, first: boolean, state: State, redraw: () => void): HTMLElement {
  const key = keyOf(finding);
  const [name, spoken] = LEVELS[finding.level];
  const dismiss = h(
    'button.nbt-link.dismiss',
    {
      type: 'button',
      onclick: () => {
        state.dismissed.add(key);
        redraw();
      },
    },
    'Dismiss',
  );
  const body = h(
    'div.nbt-finding',
    {},
    h('dl', {}, part('Seen', words(finding.seen)), part('Why', words(finding.why)), part('Change', diff(finding.change))),
    finding.evidence && evidence(finding.evidence),
    dismiss,
  );
  // Not <details>: the link to the code stands beside the title, and nothing may be clicked inside a <summary>.
  const title = h(
    'button.fold',
    { type: 'button', onclick: () => fold(body.hidden) },
    icon(name),
    h('span.nbt-hidden', {}, `${spoken}: `),
    h('strong', {}, words(finding.title)),
    h('span.tag', {}, finding.tag),
  );
  const fold = (open: boolean) => {
    body.hidden = !open;
    title.setAttribute('aria-expanded', String(open));
    state.open.set(key, open);
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
    { role: 'group', 'aria-label': 'Suggested change' },
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
