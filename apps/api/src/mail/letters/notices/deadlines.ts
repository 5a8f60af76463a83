import type { Words } from '@weir/words';
import type { About, FactsOf } from '../letter.js';
import { requesterText } from './sentences.js';

/** The promised answer has another date. */
export function aboutMovedAnswer({ t, dates }: Words, facts: FactsOf<'answerMoved'>): About {
  const { reader, board, timeZone, request, from, to } = facts;
  return {
    happened: t('letters.deadlines.answerMoved', {
      ...{ board, reader, ref: request.ref },
      from: dates.instant(from, timeZone),
      to: dates.instant(to, timeZone),
    }),
    now: t('letters.now.overdue'),
    open: t('letters.open.request'),
  };
}

/** A date has come: an answer is due, or a request may be made again. */
export function aboutDeadline(words: Words, facts: FactsOf<'ticketDue' | 'reminder' | 'overdue'>): About {
  const { t, dates } = words;
  const { kind, reader, board, timeZone, request } = facts;
  const { ref } = request;
  const requester = requesterText(words, request);
  if (kind === 'ticketDue') {
    const from = request.ticketFrom;
    const date = from ? dates.day(from, { long: true }) : '';
    return {
      happened: t('letters.deadlines.ticketDue', { board, from: from ? 'given' : 'none', date }),
      now: t('letters.now.ticket'),
      open: t('letters.open.askAgain'),
    };
  }
  const answerBy = dates.instant(request.answerBy, timeZone);
  const expires = t('letters.deadlines.expires', {
    expiresAt: dates.instant(request.expiresAt, timeZone),
  });
  if (reader !== 'team')
    return {
      happened: t('letters.deadlines.overdue', { board, answerBy }),
      expected: expires,
      now: t('letters.now.overdue'),
      open: t('letters.open.request'),
    };
  const happened = kind === 'reminder' ? 'reminder' : 'overdueTeam';
  return {
    happened: t(`letters.deadlines.${happened}`, { board, requester, ref, answerBy }),
    expected: expires,
    now: t('letters.now.answer', { requester }),
    open: t('letters.open.answer'),
  };
}
