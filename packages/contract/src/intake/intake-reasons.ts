import { z } from 'zod';
import { Instant } from '../values/time.js';

const count = z.int().min(0);
const gate = { reason: z.string().nullable(), until: Instant.nullable() };

/** The codes by which a board's intake refuses a request, with the facts of each. */
export const intakeReasonFacts = {
  'intake-gate-shut': gate,
  'intake-gate-throttled': gate,
  'intake-gate-probing': gate,
  'intake-queue-full': { waiting: count, depth: count },
  'form-places-taken': { waiting: count, depth: count },
  'requester-quota-reached': { open: count, quota: count },
  'requester-rate-reached': { submitted: count, quota: count, per: z.enum(['hour', 'day']) },
  /** More than `above` would wait: once the other reasons have ended, the request is admitted and answered `shed` at once. */
  'intake-shedding': { waiting: count, above: count },
  'expedite-claim-waiting': {},
};

/** Whole seconds until a reason ends. Null: it lasts until a person ends it, as a gate that was set without an end. */
export const ReasonEndsIn = z.int().min(1).nullable();

/** A schema of its own for each code, so that a program can switch on it. `detail` is its sentence for the caller. */
function reason<Code extends keyof typeof intakeReasonFacts>(code: Code) {
  return z.strictObject({
    code: z.literal(code),
    detail: z.string(),
    retryAfterSeconds: ReasonEndsIn,
    ...intakeReasonFacts[code],
  });
}

/** One of the reasons for which a request is refused, or would be; or for which it would be shed on arrival. */
export const IntakeReason = z
  .discriminatedUnion('code', [
    reason('intake-gate-shut'),
    reason('intake-gate-throttled'),
    reason('intake-gate-probing'),
    reason('intake-queue-full'),
    reason('form-places-taken'),
    reason('requester-quota-reached'),
    reason('requester-rate-reached'),
    reason('intake-shedding'),
    reason('expedite-claim-waiting'),
  ])
  .meta({ id: 'IntakeReason' });
export type IntakeReason = z.infer<typeof IntakeReason>;
