import type { Words } from '@weir/words';
import type { About, FactsOf } from '../letter.js';

/** Says that a trial of limits has ended, to people who may decide. */
export function aboutTrial({ t }: Words, { board, again, cause }: FactsOf<'trialEnded'>): About {
  return {
    happened: t('notices.trialEnded', { board, cause: again ? 'again' : cause }),
    now: t('letters.trial.now'),
    open: t('letters.trial.open'),
  };
}
