import { noticeText, type Words } from '@weir/words';
import type { About, FactsOf } from './letter.js';

/** What became of a board’s intake. */
export function aboutIntake(words: Words, facts: FactsOf<'gate' | 'room'>): About {
  const { title, text } = noticeText(words, facts);
  return { subject: title, happened: text, now: null };
}
