import type { Words } from '@weir/words';
import type { About, FactsOf } from './letter.js';

/** That the days of a trial of limits are over, for those who may decide. */
export function aboutTrial({ t }: Words, { board, again }: FactsOf<'trialEnded'>): About {
  return {
    happened: t('notices.trialEnded', { board, again: again ? 'yes' : 'no' }),
    now: t('letters.trial.now'),
    open: t('letters.trial.open'),
  };
}
