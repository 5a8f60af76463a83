import type { UnknownWhatIf } from '@weir/domain';
import type { Words } from '../../words.js';

/** Why it is unknown what a board would do, or what to think of the answer. */
export type WhatIfFact = UnknownWhatIf | { code: 'poor' | 'fair' };

export function whatIfText({ t }: Words, fact: WhatIfFact): string {
  switch (fact.code) {
    case 'tooFewDays':
    case 'tooFewDeliveryDays':
      return t(`whatIf.unknown.${fact.code}`, { days: fact.days, needed: fact.needed });
    case 'tooFewCards':
      return t('whatIf.unknown.tooFewCards', { delivered: fact.delivered, needed: fact.needed });
    case 'tooFewRequests':
      return t('whatIf.unknown.tooFewRequests', { answered: fact.answered, needed: fact.needed });
    case 'tooFewOfClass': {
      const { classOfService, cards, needed } = fact;
      return t('whatIf.unknown.tooFewOfClass', {
        class: t(`vocabulary.classes.${classOfService}`),
        cards,
        needed,
      });
    }
    case 'intakeDiffers':
      return t('whatIf.unknown.intakeDiffers');
    case 'poor':
    case 'fair':
      return t(`whatIf.fit.${fact.code}`);
  }
}
