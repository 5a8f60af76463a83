import { noticeText, type Words } from '@weir/words';
import type { About, FactsOf } from './letter.js';

/** A request, or one that asks for the same, has its answer. */
export function aboutAnswer(words: Words, facts: FactsOf<'answered'>): About {
  const { title, text } = noticeText(words, facts);
  return { subject: title, happened: text, now: null };
}
