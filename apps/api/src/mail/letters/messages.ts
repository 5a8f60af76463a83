import { noticeText, type Words } from '@weir/words';
import type { About, FactsOf } from './letter.js';

/** A message in the conversation about a request. */
export function aboutMessage(words: Words, facts: FactsOf<'question' | 'reply'>): About {
  const { title, text } = noticeText(words, facts);
  return { subject: title, happened: text, now: null };
}
