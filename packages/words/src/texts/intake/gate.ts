import type { GateCause } from '@weir/domain';
import type { Translate } from '../../messages.js';

/** Why the gate moved by itself: its reason, as every requester can read it. */
export function gateCauseText(t: Translate, cause: GateCause): string {
  switch (cause.code) {
    case 'answersOverdue':
      return t('gate.causes.answersOverdue', { count: cause.overdue });
    case 'oldestWaits':
      return t('gate.causes.oldestWaits', { hours: cause.hours, promised: cause.answerWithinHours });
    case 'saturationLasts':
      return t('gate.causes.saturationLasts', { hours: cause.hours });
    case 'rest':
      return t('gate.causes.rest', { days: cause.overloadedDays, of: cause.ofDays });
    case 'downstreamFull':
      return t('gate.causes.downstreamFull', { percent: cause.percent, threshold: cause.threshold });
    case 'calm':
    case 'endReached':
    case 'restOver':
      return t(`gate.causes.${cause.code}`);
  }
}
