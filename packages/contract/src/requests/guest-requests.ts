import { z } from 'zod';
import { BoardKey, BoardNumber, Id, Ref } from '../values/names.js';
import { prose } from '../values/text.js';
import { Instant, PlainDate, TimeZone } from '../values/time.js';
import { AnswerKind, ClassOfService, NotNowReason } from '../values/vocabulary.js';
import { OriginalAnswer } from './answers.js';
import { LinkToken } from './public-form.js';
import { RequestState, Ticket } from './requests.js';

/** An answer as a guest reads it. `by` is the name of who gave it; null: in the system’s name. */
export const GuestAnswer = z
  .strictObject({
    kind: AnswerKind,
    reason: NotNowReason.nullable(),
    message: z.string().nullable(),
    until: PlainDate.nullable(),
    /** The request whose answer counts, and where it was redirected. */
    duplicateOf: Ref.nullable(),
    /** That answer, once there is one. */
    standing: OriginalAnswer.omit({ card: true }).nullable(),
    redirectedTo: Ref.nullable(),
    by: z.string().nullable(),
    at: Instant,
  })
  .meta({ id: 'GuestAnswer' });
export type GuestAnswer = z.infer<typeof GuestAnswer>;

/** A message on a request: the guest’s own, or the team’s. */
export const GuestMessage = z
  .strictObject({ id: Id, body: z.string(), asks: z.boolean(), own: z.boolean(), at: Instant })
  .meta({ id: 'GuestMessage' });
export type GuestMessage = z.infer<typeof GuestMessage>;

/** Why what was accepted is not being worked on: its card went back to the queue or, with a date, off the board. */
export const GuestPutBack = z
  .strictObject({
    text: z.string(),
    until: PlainDate.nullable(),
    at: Instant,
  })
  .meta({ id: 'GuestPutBack' });
export type GuestPutBack = z.infer<typeof GuestPutBack>;

/** A request as a guest who made it reads it: of the team only who answered. */
export const GuestRequest = z
  .strictObject({
    board: z.strictObject({ key: BoardKey, name: z.string(), today: PlainDate, timeZone: TimeZone }),
    number: BoardNumber,
    ref: Ref,
    state: RequestState,
    title: z.string(),
    description: z.string(),
    classOfService: ClassOfService,
    neededBy: PlainDate.nullable(),
    submittedAt: Instant,
    answerBy: Instant,
    expiresAt: Instant,
    pausedAt: Instant.nullable(),
    overdue: z.boolean(),
    position: z.int().min(1).nullable(),
    answer: GuestAnswer.nullable(),
    putBack: GuestPutBack.nullable(),
    ticket: Ticket.nullable(),
    follows: Ref.nullable(),
    followedBy: Ref.nullable(),
    /** Oldest first. */
    messages: z.array(GuestMessage),
  })
  .meta({ id: 'GuestRequest' });
export type GuestRequest = z.infer<typeof GuestRequest>;

/** All that a guest asked in a workspace, newest first, 50 at most. */
export const GuestRequestList = z
  .strictObject({
    guest: z.strictObject({ name: z.string(), email: z.string() }),
    items: z.array(GuestRequest),
  })
  .meta({ id: 'GuestRequestList' });
export type GuestRequestList = z.infer<typeof GuestRequestList>;

/** What a confirmed ask became. `guestToken` opens this and the guest’s other requests, as the links in e-mails do. */
export const ConfirmedFormRequest = z
  .strictObject({ request: GuestRequest, guestToken: LinkToken })
  .meta({ id: 'Confirmed' });
export type ConfirmedFormRequest = z.infer<typeof ConfirmedFormRequest>;

export const NewGuestMessage = z.strictObject({ body: prose(5000) }).meta({ id: 'NewGuestMessage' });
export type NewGuestMessage = z.infer<typeof NewGuestMessage>;
