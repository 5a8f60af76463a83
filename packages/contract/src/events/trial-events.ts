import { z } from 'zod';
import { TrialDecisionKind, TrialEndCause } from '../flow/trials/limit-trials.js';
import { LimitMax } from '../limits/limits.js';
import { Id } from '../values/names.js';
import { PlainDate } from '../values/time.js';

/** A trial of limits as events show it. `columnId` null: the board’s limit. `was` null: there was no limit. */
export const trialValues = {
  limits: z.array(
    z.strictObject({ limit: Id, columnId: Id.nullable(), was: LimitMax.nullable(), max: LimitMax }),
  ),
  startsOn: PlainDate,
  endsOn: PlainDate,
  reason: z.string(),
  cause: TrialEndCause.nullable(),
  decision: TrialDecisionKind.nullable(),
  decisionReason: z.string().nullable(),
};

const some = z.strictObject(trialValues).partial();
export const TrialChanged = z.strictObject({ trial: Id, from: some.optional(), to: some });
