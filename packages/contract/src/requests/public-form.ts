import { z } from 'zod';
import { WorkingHours } from '../intake/intake-policy.js';
import { BoardKey, Email, Id, PersonName } from '../values/names.js';
import { Instant, PlainDate, TimeZone } from '../values/time.js';
import { GateState } from '../values/vocabulary.js';
import { RequestDescription, RequestTitle } from './requests.js';

/** How many of what came by the form may wait: of one guest, and of all of them. */
const places = z.int().min(1).max(500);

/**
 * The public form of a board, for people without an account. `link` and `formId` are for those who may switch it,
 * and null while it is off. `mail`: whether e-mail goes out here, without which it can’t be switched on.
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

/** Each switching on makes a new link, so that the old one is dead. What is not named stays as it is. */
export const PublicFormSetting = z
  .strictObject({ on: z.boolean(), openPerGuest: places.optional(), depth: places.optional() })
  .meta({ id: 'PublicFormSetting' });
export type PublicFormSetting = z.infer<typeof PublicFormSetting>;

/** What a stranger may know before writing a word: of the intake, and of nobody and nothing behind it. */
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
    /** Whether a request would be taken now; else why not, in a sentence. */
    takes: z.boolean(),
    why: z.string().nullable(),
    /** Seconds until asking is worth trying; 0 while requests are taken. */
    retryAfterSeconds: z.int().min(0),
    /** How long an answer may take, in hours of `workingHours`; plain ones where it is null. */
    answerWithinHours: z.int().min(1),
    workingHours: WorkingHours.nullable(),
    /** By when what is confirmed now is answered. */
    answerBy: Instant,
  })
  .meta({ id: 'FormDoor' });
export type PublicFormInfo = z.infer<typeof PublicFormInfo>;

/** What is asked by the form. It takes no place until its address is confirmed. */
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

/** The same whoever asks: nobody learns who is known here. */
export const FormRequestReceipt = z
  .strictObject({ confirmWithinHours: z.int().min(1) })
  .meta({ id: 'FormAskTaken' });
export type FormRequestReceipt = z.infer<typeof FormRequestReceipt>;

/** The token of the link in an e-mail; it goes in bodies and headers, never in the API’s addresses. */
export const LinkToken = z.string().min(1).max(500);

export const FormConfirmation = z.strictObject({ token: LinkToken }).meta({ id: 'Confirmation' });
export type FormConfirmation = z.infer<typeof FormConfirmation>;
