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
 * The commands with every typed word, in any order and without regard to case and accents; if there are none, those with words
 * that differ by one letter.
 */
export function matchingCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const titles = commands.map(({ title, of = '' }) => withoutMarks(`${of} ${title}`));
  const words = withoutMarks(typed).split(/\s+/);
  const exact = commands.filter((_, at) => words.every((word) => titles[at]?.includes(word)));
  if (exact.length > 0 || typed.trim() === '') return exact;
  const [found] = misspelt.search(titles, words.join(' '), anyOrder);
  return commands.filter((_, at) => found?.includes(at));
}
