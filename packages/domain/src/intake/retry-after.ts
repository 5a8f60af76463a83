import { type Moment, millis } from '../time/moment.js';
import type { AdmissionRefusal } from './admission.js';
import { type Gate, type GateStatus, nextGateStepAt } from './gate.js';

/** When the reasons for a refusal at the door end, as far as known; null if unknown. */
export type RetryFacts = {
  now: Date;
  gate: Gate & Pick<GateStatus, 'since'> & { by: object | null };
  gateByItself: boolean;
  /** The forecast of the board's next delivery, if saturation moved its gate. */
  nextDeliveryAt: Moment | null;
  /** When the next answer is due: of all waiting requests, of the requester's own, of guests'. */
  nextDue: Moment | null;
  requesterNextDue: Moment | null;
  guestsNextDue: Moment | null;
  /** When a request of the requester leaves the last hour, and the last day. */
  hourFreeAt: Moment | null;
  dayFreeAt: Moment | null;
};

const aDay = 86_400;

/**
 * Whole seconds until a new attempt makes sense. The next answer frees a place in a queue, a quota or the public
 * form; a rate ends with its window. A gate opens at its end; without one it can step back after its dwell, or with
 * the next delivery if that is later. If nothing is known: a day.
 */
export function retryAfterSeconds(refusal: AdmissionRefusal, facts: RetryFacts): number {
  const { now } = facts;
  switch (refusal.code) {
    case 'intake-gate-shut':
    case 'intake-gate-throttled':
    case 'intake-gate-probing':
      return gateOpensIn(refusal.until, facts) ?? secondsUntil(facts.nextDue, now) ?? aDay;
    case 'intake-queue-full':
      return secondsUntil(facts.nextDue, now) ?? aDay;
    case 'form-places-taken':
      return secondsUntil(facts.guestsNextDue, now) ?? aDay;
    case 'requester-quota-reached':
      return secondsUntil(facts.requesterNextDue, now) ?? aDay;
    case 'requester-rate-reached':
      return secondsUntil(refusal.per === 'hour' ? facts.hourFreeAt : facts.dayFreeAt, now) ?? aDay;
    case 'expedite-claim-waiting':
      return aDay;
  }
}

/** Whole seconds until a future moment; null without one, or if it has passed. */
export function secondsUntil(moment: Moment | null, now: Date): number | null {
  if (moment === null) return null;
  const seconds = Math.ceil((millis(moment) - now.getTime()) / 1000);
  return seconds > 0 ? seconds : null;
}

function gateOpensIn(until: Moment | null, facts: RetryFacts): number | null {
  const { now, gate, gateByItself, nextDeliveryAt } = facts;
  const end = secondsUntil(until, now);
  if (end !== null) return end;
  const step = secondsUntil(nextGateStepAt(gate, { byItself: gateByItself, now }), now);
  const delivery = secondsUntil(nextDeliveryAt, now);
  return step === null || delivery === null ? (step ?? delivery) : Math.max(step, delivery);
}
