import type { AdmissionRefusal, TicketRefusal, WipRefusal } from '@weir/domain';
import type { Messages, Translate } from '../../messages.js';
import type { Words } from '../../words.js';
import { because } from '../given-reason.js';
import { limitText } from '../limits.js';

export type Speech = Pick<Words, 't' | 'dates'>;

/** The refusals of the domain in a sentence: the `detail` of their problems. */
export function refusalText(
  { t, dates }: Speech,
  refusal: Pick<WipRefusal, 'code' | 'limits'> | AdmissionRefusal | TicketRefusal,
): string {
  switch (refusal.code) {
    case 'wip-limit-reached':
      return refusal.limits.map((limit) => limitText(t, limit)).join(' ');
    case 'intake-queue-full':
      return refusal.depth === 0 ? t('refusals.intakeClosed') : t('refusals.intakeQueueFull', pick(refusal));
    case 'form-places-taken':
      return t('refusals.formPlacesTaken', pick(refusal));
    case 'requester-quota-reached':
      return t('refusals.quota', { open: refusal.open, quota: refusal.quota });
    case 'requester-rate-reached': {
      const { submitted, quota, per } = refusal;
      return t(per === 'hour' ? 'refusals.ratePerHour' : 'refusals.ratePerDay', { submitted, quota });
    }
    case 'intake-gate-shut':
      return t('refusals.gateShut', because(refusal.reason));
    case 'intake-gate-throttled':
      return t('refusals.gateThrottled', because(refusal.reason));
    case 'intake-gate-probing':
      return t('refusals.gateProbing', because(refusal.reason));
    case 'intake-shedding':
      return t('refusals.shedding', { waiting: refusal.waiting, above: refusal.above });
    case 'expedite-claim-waiting':
      return t('refusals.expediteWaiting');
    case 'not-deferred':
      return t('refusals.noTicket');
    case 'already-asked':
      return t('refusals.alreadyAsked');
    case 'too-early':
      return t('refusals.tooEarly', { from: dates.day(refusal.from, { long: true }) });
  }
}

function pick({ waiting, depth }: { waiting: number; depth: number }) {
  return { waiting, depth };
}

/** More than a problem's code says of a case: a key of `refusals` with its values. */
export type Detail = { key: keyof Messages['refusals']; values?: Readonly<Record<string, string | number>> };

/** `why` is the detail that the code and its facts alone would have; some details continue it. */
export function detailText(t: Translate, { key, values }: Detail, why: string): string {
  // The compiler can't pair a key that is known only at run time with its values.
  const word = t as (key: `refusals.${keyof Messages['refusals']}`, values: object) => string;
  return word(`refusals.${key}`, { why, ...values });
}
