import type { Words } from '@weir/words';
import type { About, FactsOf } from '../letter.js';
import { requesterText } from './sentences.js';

/** A request that the reader may answer. Its text is quoted below. */
export function aboutNewRequest(words: Words, facts: FactsOf<'newRequest'>): About {
  const { t, dates } = words;
  const { board, timeZone, request } = facts;
  const { ref, answerBy, classOfService } = request;
  const requester = requesterText(words, request);
  return {
    happened: t('notices.newRequest', {
      ...{ requester, board, ref },
      answerBy: dates.instant(answerBy, timeZone),
    }),
    expected: t('notices.newRequestClass', {
      class: t(`vocabulary.classes.${classOfService}`),
      ...{ needed: 'none', day: '' },
    }),
    now: t('letters.now.answer', { requester }),
    open: t('letters.open.answer'),
  };
}
