/** `isDone`: the line has a ticked box; null: it has none. */
type PastedLine = { text: string; isDone: boolean | null };

/** The mark of a list or a heading, a box as in Markdown, and the rest. */
const parts = /^(?:(?:[-*+•–]|#{1,6}|\d+[.)])\s+)?(?:\[([ x]?)\]\s+)?(.*)$/i;

/** The lines of a pasted text without empty lines, the marks of lists and headings, and the boxes of tasks. */
export function pastedLines(text: string): PastedLine[] {
  return text.split(/\r?\n/).flatMap((line): PastedLine[] => {
    const [, box, rest = ''] = parts.exec(line.trim()) ?? [];
    return rest === '' ? [] : [{ text: rest, isDone: box === undefined ? null : box.toLowerCase() === 'x' }];
  });
}
