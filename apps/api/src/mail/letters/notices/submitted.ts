import type { Words } from '@weir/words';
import type { About, FactsOf, LetterFacts } from '../letter.js';
import { paragraphs } from './sentences.js';

/** A guest's receipt: the place of their request, when the answer is due, and which answers are possible. */
export function aboutSubmission(words: Words, facts: FactsOf<'submitted'>, { paused }: LetterFacts): About {
  const { t, dates } = words;
  const { board, timeZone, reader, request, position } = facts;
  const { ref, answerBy, expiresAt } = request;
  return {
    happened: t('letters.submitted', { board, ref, position }),
    expected: paused ? null : t('letters.answerBy', { reader, time: dates.instant(answerBy, timeZone) }),
    now: paragraphs(
      [
        t('letters.notNow'),
        paused ? null : t('letters.deadlines.expires', { expiresAt: dates.instant(expiresAt, timeZone) }),
      ]
        .filter(Boolean)
        .join(' '),
      t('letters.now.submitted'),
    ),
    open: t('letters.open.request'),
    stored: t('guest.stored.text', { on: 'receipt' }),
  };
}
