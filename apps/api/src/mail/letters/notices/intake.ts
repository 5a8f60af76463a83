import { restNoticeParts, type Words } from '@weir/words';
import type { About, FactsOf } from '../letter.js';

/** What became of a board’s intake. */
export function aboutIntake(words: Words, facts: FactsOf<'gate' | 'room'>): About {
  const { t, dates } = words;
  const { board, timeZone } = facts;
  if (facts.kind === 'room')
    return {
      happened: t('letters.room', { board }),
      now: t('letters.now.room'),
      open: t('letters.open.submit'),
    };
  const { state, reason, until } = facts;
  const end = until ? { until: 'given', time: dates.instant(until, timeZone) } : { until: 'none', time: '' };
  return {
    happened: t(`notices.gate.${state}`, { board, ...end }),
    why: reason,
    now: t('letters.now.gate'),
    open: t('letters.open.intake'),
  };
}

/** The new state of a rest of the board. */
export function aboutRest(words: Words, facts: FactsOf<'rest'>): About {
  const { happened, reason } = restNoticeParts(words, facts);
  return { happened, why: reason, now: words.t('letters.now.rest'), open: words.t('letters.open.intake') };
}
