import { diff3Merge, diff3MergeRegions, diffComm, diffIndices } from 'node-diff3';

/**
 * Lines of a text that two people changed: as both have them, changed by one only, or changed by both in different ways.
 * `was`: what they were before; empty for added lines.
 */
export type TextPart =
  | { of: 'both'; lines: string[] }
  | { of: 'mine' | 'theirs'; lines: string[]; was: string[] }
  | { of: 'conflict'; mine: string[]; theirs: string[] };

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

/** What both versions share and who changed what, in the order of the text. `base` as in `mergeTexts`. */
export function differencesOf(mine: string, base: string, theirs: string): TextPart[] {
  const before = linesOf(base);
  const removals = new Set(
    diffIndices(before, linesOf(mine)).flatMap(({ buffer1, buffer2 }) =>
      buffer2[1] === 0 ? buffer1[0] : [],
    ),
  );
  const parts: TextPart[] = [];
  let at = 0;
  /** Lines that one of them removed are in no region. */
  const skipTo = (next: number) => {
    if (next > at)
      parts.push({ of: removals.has(at) ? 'mine' : 'theirs', lines: [], was: before.slice(at, next) });
  };
  const regions = diff3MergeRegions(linesOf(mine), before, linesOf(theirs));
  for (const [index, region] of regions.entries()) {
    if (region.stable && region.buffer !== 'o') {
      // Between two changes there is always a line that both have.
      const next = regions[index + 1];
      const end = next?.stable ? next.bufferStart : before.length;
      const of = region.buffer === 'a' ? 'mine' : 'theirs';
      parts.push({ of, lines: region.bufferContent, was: before.slice(at, end) });
      at = end;
    } else if (region.stable) {
      skipTo(region.bufferStart);
      parts.push({ of: 'both', lines: region.bufferContent });
      at = region.bufferStart + region.bufferLength;
    } else {
      skipTo(region.oStart);
      parts.push(...conflictOf(region.aContent, region.oContent, region.bContent));
      at = region.oStart + region.oLength;
    }
  }
  skipTo(before.length);
  return parts.filter(isWritten);
}

/** Lines that both changed. Where both only added some, those of one are no conflict with the other's. */
function conflictOf(mine: string[], was: string[], theirs: string[]): TextPart[] {
  const onlyAdded = !hasText(was);
  return diffComm(mine, theirs).map(({ common, buffer1 = [], buffer2 = [] }): TextPart => {
    if (common) return { of: 'both', lines: common };
    if (onlyAdded && buffer2.length === 0) return { of: 'mine', lines: buffer1, was: [] };
    if (onlyAdded && buffer1.length === 0) return { of: 'theirs', lines: buffer2, was: [] };
    return { of: 'conflict', mine: buffer1, theirs: buffer2 };
  });
}

function isWritten(part: TextPart): boolean {
  switch (part.of) {
    case 'both':
      return hasText(part.lines);
    case 'conflict':
      return hasText(part.mine) || hasText(part.theirs);
    default:
      return hasText(part.lines) || hasText(part.was);
  }
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

const hasText = (lines: readonly string[]) => lines.some((line) => line.trim() !== '');
const linesOf = (text: string) => (text === '' ? [] : text.split(/\r?\n/));
const isListItem = (line: string) => /^\s*(?:[-*+]|\d+[.)])\s/.test(line);
