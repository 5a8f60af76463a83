import { type Moment, millis } from '../time/moment.js';
import type { AdmissionRefusal } from './admission.js';
import { type Gate, type GateStatus, nextGateStepAt } from './gate.js';

/**
 * When the reasons for a refusal at the door end, as far as known; null if unknown. A place becomes free when the
 * answer of the request in it is due; if that is overdue or paused by a question, when the request expires. Where
 * several places must become free first, it is the last of these.
 */
export type RetryFacts = {
  now: Date;
  gate: Gate & Pick<GateStatus, 'since'> & { by: object | null };
  gateByItself: boolean;
  /** The forecast of the board's next delivery, if saturation moved its gate. */
  nextDeliveryAt: Moment | null;
  /** When the last answer that is overdue now expires. */
  overdueEndsAt: Moment | null;
  /** When there is room in the queue, among the places of the form, and among the first requests of a probing gate. */
  queueFreeAt: Moment | null;
  formFreeAt: Moment | null;
  probesFreeAt: Moment | null;
  /** When there is room in the requester's whole quota, and in its half behind a throttled gate. */
  quotaFreeAt: Moment | null;
  halfQuotaFreeAt: Moment | null;
  /** When the requester can submit again by the rate per hour, and per day. */
  hourFreeAt: Moment | null;
  dayFreeAt: Moment | null;
  /** When so few wait that a request is not shed on arrival. */
  sheddingEndsAt: Moment | null;
  /** When the expedite claim that waits ends. */
  expediteFreeAt: Moment | null;
};

/** A reason with the whole seconds until it ends. Null: it lasts until a person ends it. */
export type TimedRefusal = AdmissionRefusal & { retryAfterSeconds: number | null };

const aDay = 86_400;

/** Adds to each reason when it ends. */
export function timeRefusals(refusals: readonly AdmissionRefusal[], facts: RetryFacts): TimedRefusal[] {
  return refusals.map((refusal) => ({ ...refusal, retryAfterSeconds: retryAfterSeconds(refusal, facts) }));
}

/** The reason that lasts longest, the first of equals. One that waits for a person lasts longest of all. */
export function longestRefusal<R extends { retryAfterSeconds: number | null }>(
  refusals: readonly R[],
): R | undefined {
  const wait = (refusal: R) => refusal.retryAfterSeconds ?? Number.POSITIVE_INFINITY;
  return refusals.reduce<R | undefined>(
    (longest, each) => (longest && wait(longest) >= wait(each) ? longest : each),
    undefined,
  );
}

/**
 * Whole seconds until a reason ends; null if it waits for a person. A gate opens at its end. One that closed by itself
 * can step back after its dwell, once no answer is overdue, or with the next delivery; the last of these counts. If
 * nothing is known: a day.
 */
export function retryAfterSeconds(refusal: AdmissionRefusal, facts: RetryFacts): number | null {
  const { now } = facts;
  switch (refusal.code) {
    case 'intake-gate-shut':
    case 'intake-gate-throttled':
    case 'intake-gate-probing':
      return gateOpensIn(facts);
    case 'intake-queue-full':
      return secondsUntil(facts.queueFreeAt, now) ?? aDay;
    case 'form-places-taken':
      return secondsUntil(facts.formFreeAt, now) ?? aDay;
    case 'requester-quota-reached':
      return quotaFreeIn(facts) ?? aDay;
    case 'requester-rate-reached':
      return secondsUntil(refusal.per === 'hour' ? facts.hourFreeAt : facts.dayFreeAt, now) ?? aDay;
    case 'intake-shedding':
      return secondsUntil(facts.sheddingEndsAt, now) ?? aDay;
    case 'expedite-claim-waiting':
      return secondsUntil(facts.expediteFreeAt, now) ?? aDay;
  }
}

/** Whole seconds until a future moment; null without one, or if it has passed. */
export function secondsUntil(moment: Moment | null, now: Date): number | null {
  if (moment === null) return null;
  const seconds = Math.ceil((millis(moment) - now.getTime()) / 1000);
  return seconds > 0 ? seconds : null;
}

/** A probing gate also takes more once one of its first requests is answered. */
function gateOpensIn(facts: RetryFacts): number | null {
  const { now, gate, gateByItself, nextDeliveryAt, overdueEndsAt } = facts;
  if (gate.until !== null) return secondsUntil(gate.until, now) ?? 1;
  const probes = gate.state === 'probing' ? secondsUntil(facts.probesFreeAt, now) : null;
  if (!gateByItself || gate.by !== null) return probes;
  const step = nextGateStepAt(gate, { byItself: gateByItself, now });
  const opens = latest([step, nextDeliveryAt, overdueEndsAt], now);
  if (probes === null) return opens ?? aDay;
  return opens === null ? probes : Math.min(probes, opens);
}

/** A throttled gate that opens leaves the requester their whole quota again. */
function quotaFreeIn(facts: RetryFacts): number | null {
  const { now, gate, quotaFreeAt, halfQuotaFreeAt } = facts;
  if (gate.state !== 'throttled') return secondsUntil(quotaFreeAt, now);
  const half = secondsUntil(halfQuotaFreeAt, now);
  const opens = gateOpensIn(facts);
  if (opens === null) return half;
  const whole = Math.max(opens, secondsUntil(quotaFreeAt, now) ?? 0);
  return half === null ? whole : Math.min(half, whole);
}

function latest(moments: readonly (Moment | null)[], now: Date): number | null {
  const ahead = moments.flatMap((moment) => secondsUntil(moment, now) ?? []);
  return ahead.length === 0 ? null : Math.max(...ahead);
}
