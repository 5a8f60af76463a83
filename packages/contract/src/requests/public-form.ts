import { z } from 'zod';
import { Forecast } from '../flow/forecast.js';
import { WorkingHours } from '../intake/intake-policy.js';
import { IntakeReason } from '../intake/intake-reasons.js';
import { SheddingRule } from '../intake/shedding.js';
import { BoardKey, Email, Id, PersonName } from '../values/names.js';
import { Instant, PlainDate, TimeZone } from '../values/time.js';
import { GateState } from '../values/vocabulary.js';
import { RequestDescription, RequestTitle } from './requests.js';

/** How many requests from the form can wait: of one guest, and of all guests. */
const places = z.int().min(1).max(500);

/**
 * A board's public form, for people without an account. `link` and `formId` are only for roles that can
 * switch it, and null while it is off. `mail`: whether this server sends e-mail; without it the form can't be
 * switched on.
 */
export const PublicForm = z
  .strictObject({
    on: z.boolean(),
    link: z.string().nullable(),
    formId: Id.nullable(),
    openPerGuest: places,
    depth: places,
    mail: z.boolean(),
  })
  .meta({ id: 'PublicForm' });
export type PublicForm = z.infer<typeof PublicForm>;

/** Switching the form on creates a new link; the old one stops working. Other fields change only if given. */
export const PublicFormSetting = z
  .strictObject({ on: z.boolean(), openPerGuest: places.optional(), depth: places.optional() })
  .meta({ id: 'PublicFormSetting' });
export type PublicFormSetting = z.infer<typeof PublicFormSetting>;

/** What anyone with the link can see before they write: the state of the intake, and nothing behind it. */
export const PublicFormInfo = z
  .strictObject({
    workspace: z.string(),
    board: z.strictObject({ key: BoardKey, name: z.string() }),
    today: PlainDate,
    timeZone: TimeZone,
    gate: z.strictObject({
      state: GateState,
      reason: z.string().nullable(),
      until: Instant.nullable(),
    }),
    /** Whether a request would be admitted now. `why`: the reason that lasts longest if not, and `reasons`: all of the intake. */
    takes: z.boolean(),
    why: z.string().nullable(),
    reasons: z.array(IntakeReason),
    /** Seconds until the last of these ends; 0 while requests are admitted, null if that needs a person. */
    retryAfterSeconds: z.int().min(0).nullable(),
    /** How many requests wait of how many that may: of the form's places, or of the whole queue if that has fewer left. */
    places: z.strictObject({ waiting: z.int().min(0), depth: z.int().min(0) }),
    /** When a request that came in last now would be delivered, if it were accepted. */
    forecast: Forecast,
    /** Hours until an answer is due: working hours, or plain hours where `workingHours` is null. */
    answerWithinHours: z.int().min(1),
    workingHours: WorkingHours.nullable(),
    /** A request that is needed before this day may be answered after it: too little working time is left. */
    answersInTimeFrom: PlainDate,
    /** Null if the board sheds nothing. A request by the form is of class standard. */
    shedding: SheddingRule.nullable(),
    /** When a request confirmed now would have its answer. */
    answerBy: Instant,
  })
  .meta({ id: 'FormDoor' });
export type PublicFormInfo = z.infer<typeof PublicFormInfo>;

/** A request by the form. It takes no place until its e-mail address is confirmed. */
export const NewFormRequest = z
  .strictObject({
    email: Email,
    name: PersonName,
    title: RequestTitle,
    description: RequestDescription.optional(),
    neededBy: PlainDate.nullable().optional(),
  })
  .meta({ id: 'NewFormAsk' });
export type NewFormRequest = z.infer<typeof NewFormRequest>;

/** The same for every address, so that it does not show who has an account. */
export const FormRequestReceipt = z
  .strictObject({ confirmWithinHours: z.int().min(1) })
  .meta({ id: 'FormAskTaken' });
export type FormRequestReceipt = z.infer<typeof FormRequestReceipt>;

/** The token of a link in an e-mail. It is sent in bodies and headers, never in the API's addresses. */
export const LinkToken = z.string().min(1).max(500);

export const FormConfirmation = z.strictObject({ token: LinkToken }).meta({ id: 'Confirmation' });
export type FormConfirmation = z.infer<typeof FormConfirmation>;
