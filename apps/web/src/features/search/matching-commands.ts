import uFuzzy from '@leeoniya/ufuzzy';
import type { Command } from '@/lib/commands';
import { withoutMarks } from '@/lib/without-marks';

/** Finds words with one wrong, missing, extra or swapped letter each. The rules for letters are those of its guide for Unicode. */
const misspelt = new uFuzzy({
  unicode: true,
  intraMode: 1,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
});
/** Up to this number of typed words can be in any order. */
const anyOrder = 5;

/**
 * The commands with every typed word, in any order and without regard to case and accents: in the title, or as the beginning of
 * another word that finds the command. Those with all of them in their titles come first. If there are none, those with words
 * that differ by one letter. If nothing is typed, those that are listed from the start.
 */
export function matchingCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = withoutMarks(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands.filter(({ isOnlyFound }) => !isOnlyFound);
  const texts = commands.map(({ title, of = '', also = '' }) => ({
    title: withoutMarks(`${of} ${title}`),
    also: withoutMarks(also).split(' '),
  }));
  const isIn = ({ title, also }: (typeof texts)[number], word: string) =>
    title.includes(word) || also.some((each) => each.startsWith(word));
  const exact = texts.flatMap((text, at) => (words.every((word) => isIn(text, word)) ? [at] : []));
  const isByTitle = (at: number) => words.every((word) => texts[at]?.title.includes(word));
  if (exact.length > 0) {
    const byWords = exact.filter((at) => !isByTitle(at));
    return [...exact.filter(isByTitle), ...byWords].flatMap((at) => commands[at] ?? []);
  }
  const all = texts.map(({ title, also }) => [title, ...also].join(' '));
  const [found] = misspelt.search(all, words.join(' '), anyOrder);
  return commands.filter((_, at) => found?.includes(at));
}
