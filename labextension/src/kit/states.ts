/** What a view shows instead of a picture: why there is none, or what went wrong, in words. */
import { h } from './dom';
import { frame, head } from './frame';
import { icon } from './icon';
import { trans } from './trans';

export interface Quiet {
  title: string;
  subject?: string | null;
  finding: string;
  reason: string;
  code?: string;
}

/** Nothing to draw: say why, and give one line to run. */
export function emptyState(kind: string, { title, subject, finding, reason, code }: Quiet): HTMLElement {
  return frame(
    kind,
    `${title}: ${finding}`,
    head(title, subject ?? null, []),
    h('div.nbt-quiet', {}, h('b', {}, finding), h('p', {}, reason), code ? h('pre', {}, code) : null),
  );
}

/** The drawing failed: the user's code did not, and the data is here as text. */
export function errorState(
  kind: string,
  title: string,
  subject: string | null,
  error: unknown,
  text: string,
): HTMLElement {
  const report = `${title} ${subject ?? ''}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n${text}`;
  const copy = h('button.nbt-link', { type: 'button', onclick: () => void copyText(report, copy) }, trans.__('Copy report'));
  const badge = h('span.nbt-busy.bad', {}, icon('bad'), trans.__('not drawn'));
  return frame(
    kind,
    trans.__('%1: this picture could not be drawn', title),
    head(title, subject, [], badge),
    h(
      'div.nbt-quiet',
      {},
      h('b', {}, trans.__('This picture could not be drawn')),
      h(
        'p',
        {},
        error instanceof Error ? `${error.message} ` : '',
        trans.__('Your code and its results are not affected.'),
        text ? ` ${trans.__('The same data as text:')}` : '',
      ),
      text ? h('pre', {}, text) : null,
      copy,
    ),
  );
}

async function copyText(text: string, button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = trans.__('Copied');
  } catch {
    button.textContent = trans.__('The browser did not allow copying'); // the text itself is on screen
  }
}
