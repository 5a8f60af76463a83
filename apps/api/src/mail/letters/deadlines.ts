import { noticeText, type Words } from '@weir/words';
import type { About, FactsOf } from './letter.js';

/** A date has come: an answer is due, or a request may be made again. */
export function aboutDeadline(words: Words, facts: FactsOf<'ticketDue' | 'reminder' | 'overdue'>): About {
  const { title, text } = noticeText(words, facts);
  return { subject: title, happened: text, now: null };
}
