import { z } from 'zod';
import { IntakePolicy } from '../intake/intake-policy.js';
import { restValues } from '../intake/rest.js';
import { NewAnswerTemplate } from '../requests/answer-templates.js';
import { BoardNumber, Id } from '../values/names.js';
import { Instant } from '../values/time.js';
import { GateState } from '../values/vocabulary.js';

/** The public form is on or off; how many of its requests may wait, of one guest and of all. */
const formFields = {
  form: z.boolean(),
  formOpenPerGuest: z.int().min(1),
  formDepth: z.int().min(1),
};

export const intakeFields = z.strictObject({ ...IntakePolicy.shape, ...formFields }).partial();
const deadlines = z.strictObject({ answerBy: Instant, expiresAt: Instant });
const templateFields = z.strictObject(NewAnswerTemplate.shape).partial();

export const gate = { state: GateState, reason: z.string().nullable(), until: Instant.nullable() };

/** Why the system moved the gate. Hours are working hours, but those of a saturated board are plain. */
const GateCause = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('answersOverdue'), overdue: z.int() }),
  z.strictObject({ code: z.literal('oldestWaits'), hours: z.int(), answerWithinHours: z.int() }),
  z.strictObject({ code: z.literal('saturationLasts'), hours: z.int() }),
  z.strictObject({ code: z.literal('downstreamFull'), percent: z.int(), threshold: z.int() }),
  z.strictObject({ code: z.literal('calm') }),
  z.strictObject({ code: z.literal('endReached') }),
  z.strictObject({ code: z.literal('rest'), overloadedDays: z.int(), ofDays: z.int() }),
  z.strictObject({ code: z.literal('restOver') }),
]);

/** What the events of an intake carry in `changes`. */
export const intakeEventChanges = {
  /**
   * The policy and the public form, with the requests whose answers would have been due on a day off; or an answer template: new (only `to`), changed,
   * or removed (only `from`).
   */
  'intake.changed': z.array(
    z.union([
      z.strictObject({ from: intakeFields, to: intakeFields }),
      z.strictObject({ request: BoardNumber, from: deadlines, to: deadlines }),
      z.strictObject({ template: Id, from: templateFields.optional(), to: templateFields.optional() }),
    ]),
  ),
  /** `cause` is there only where the system moved the gate. */
  'gate.changed': z.array(
    z.strictObject({
      from: z.strictObject(gate),
      to: z.strictObject({ ...gate, cause: GateCause.optional() }),
    }),
  ),
  /** A rest was proposed or began (then `from` is null), or a proposal was accepted, dismissed or expired, or a rest ended. */
  'rest.changed': z.array(
    z.strictObject({
      rest: Id,
      from: z.strictObject(restValues).partial().nullable(),
      to: z.strictObject(restValues).partial(),
    }),
  ),
};
