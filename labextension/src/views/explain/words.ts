/** Sentences with `**numbers**` and `code` in backquotes, as elements; everything else is text. */
import { h, type Child } from '../../kit';

export function words(marked: string): Child[] {
  return marked.split(/(\*\*[^*]*\*\*|`[^`]*`)/).map(part => {
    if (part.startsWith('**')) return h('b', {}, part.slice(2, -2));
    return part.startsWith('`') ? h('code', {}, part.slice(1, -1)) : part;
  });
}

/** The same without its marks, for names and labels. */
export const plain = (marked: string): string => marked.replaceAll('**', '').replaceAll('`', '');
