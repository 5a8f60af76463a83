import { diff3Merge, diffComm } from 'node-diff3';

/** Lines of a text: in both versions, or only in the person's own or in the saved one. */
export type TextPart = { of: 'both' | 'mine' | 'theirs'; lines: string[] };

/**
 * Both versions of a text that two people changed, as one: each change once, and where they changed the same lines, mine
 * before theirs. `base` is what both began from.
 */
export function mergeTexts(mine: string, base: string, theirs: string): string {
  const merged = diff3Merge(linesOf(mine), linesOf(base), linesOf(theirs)).flatMap(({ ok, conflict }) =>
    ok ? ok : diffComm(conflict?.a ?? [], conflict?.b ?? []).flatMap(bothOf),
  );
  return merged.join('\n');
}

/** What the versions share and where they differ, in the order of the text. */
export function differencesOf(mine: string, theirs: string): TextPart[] {
  const parts = diffComm(linesOf(mine), linesOf(theirs)).flatMap(
    ({ common, buffer1, buffer2 }): TextPart[] =>
      common
        ? [{ of: 'both', lines: common }]
        : [
            { of: 'mine', lines: buffer1 },
            { of: 'theirs', lines: buffer2 },
          ],
  );
  return parts.filter(({ lines }) => lines.some((line) => line.trim() !== ''));
}

function bothOf({
  common,
  buffer1: mine = [],
  buffer2: theirs = [],
}: ReturnType<typeof diffComm<string>>[number]) {
  if (common) return common;
  const [last, next] = [mine.at(-1) ?? '', theirs[0] ?? ''];
  // Markdown would join two paragraphs without a line between them.
  const isApart = last === '' || next === '' || (isListItem(last) && isListItem(next));
  return isApart ? [...mine, ...theirs] : [...mine, '', ...theirs];
}

const linesOf = (text: string) => (text === '' ? [] : text.split(/\r?\n/));
const isListItem = (line: string) => /^\s*(?:[-*+]|\d+[.)])\s/.test(line);
