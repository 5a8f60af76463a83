import type { PressureReason } from '@weir/domain';
import type { Translate } from '../../messages.js';
import { because } from '../given-reason.js';
import { limitSubjectText, limitText } from '../limits.js';

/** Why a board is this full, or something else that its people should know. */
export function pressureReasonText(t: Translate, reason: PressureReason): string {
  switch (reason.code) {
    case 'gateShut':
    case 'gateThrottled':
    case 'gateProbing':
      return t(`pressure.${reason.code}`, because(reason.reason));
    case 'resting':
      return t('pressure.resting', { days: reason.overloadedDays, of: reason.ofDays });
    case 'columnFull':
    case 'limitFull':
      return limitText(t, reason);
    case 'columnsFilling':
      return t('pressure.columnsFilling', { level: reason.level });
    case 'boardFull':
    case 'boardFilling':
      return t(`pressure.${reason.code}`, { load: reason.load, max: reason.max });
    case 'starving': {
      const { scope, load, min } = reason;
      const inProgress = scope === 'person' || scope === 'board' || scope === 'classOfService' ? 'yes' : 'no';
      return t('pressure.starving', { of: limitSubjectText(t, reason), load, min, inProgress });
    }
    case 'limitFiction':
      return t('pressure.limitFiction', {
        of: limitSubjectText(t, reason),
        max: reason.max,
        times: reason.times,
      });
    case 'queueFull':
    case 'queueFilling':
      return t(`pressure.${reason.code}`, { waiting: reason.waiting, depth: reason.depth });
    case 'optionsFew':
      return t('pressure.optionsFew', { waiting: reason.waiting, min: reason.min });
    case 'answersOverdue':
    case 'cardsBlocked':
      return t(`pressure.${reason.code}`, { count: reason.count });
    case 'waitsOnBoard':
      return t('pressure.waitsOnBoard', { of: reason.of, state: reason.state, count: reason.count });
    case 'queueClosed':
    case 'roomLeft':
      return t(`pressure.${reason.code}`);
  }
}
