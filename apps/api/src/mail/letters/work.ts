import type { WorkNoticeKind } from '@weir/domain';
import { noticeText, type Words } from '@weir/words';
import type { About, FactsOf } from './letter.js';

/** What became of accepted work. */
export function aboutWork(words: Words, facts: FactsOf<'displaced' | 'expected' | WorkNoticeKind>): About {
  const { title, text } = noticeText(words, facts);
  return { subject: title, happened: text, now: null };
}
