import { z } from 'zod';
import { WorkingHours } from '../intake/intake-policy.js';
import { SheddingRule } from '../intake/shedding.js';
import { BoardKey, BoardNumber, Id, Ref } from '../values/names.js';
import { prose } from '../values/text.js';
import { Instant, PlainDate, TimeZone } from '../values/time.js';
import { AnswerKind, ClassOfService, NotNowReason } from '../values/vocabulary.js';
import { OriginalAnswer, RestOfRequest } from './answers.js';
import { LinkToken } from './public-form.js';
import { RequestChange, RequestDescription, RequestState, RequestTitle, Ticket, Work } from './requests.js';

/** An answer as a guest reads it. `by` is a name; null: in the system's name. */
export const GuestAnswer = z
  .strictObject({
    kind: AnswerKind,
    reason: NotNowReason.nullable(),
    message: z.string().nullable(),
    until: PlainDate.nullable(),
    /** The request whose answer counts, and the one that this became on another board. */
    duplicateOf: Ref.nullable(),
    /** That answer, once there is one. */
    standing: OriginalAnswer.omit({ card: true }).nullable(),
    redirectedTo: Ref.nullable(),
    /** If only a part was accepted: its title, and the request for the remaining part. */
    part: z.string().nullable(),
    rest: RestOfRequest.nullable(),
    by: z.string().nullable(),
    at: Instant,
  })
  .meta({ id: 'GuestAnswer' });
export type GuestAnswer = z.infer<typeof GuestAnswer>;

/** A message on a request, from the guest (`own`) or the team. */
export const GuestMessage = z
  .strictObject({ id: Id, body: z.string(), asks: z.boolean(), own: z.boolean(), at: Instant })
  .meta({ id: 'GuestMessage' });
export type GuestMessage = z.infer<typeof GuestMessage>;

/** Why work on an accepted request stopped: its card went back to the queue or, with a date, off the board. */
export const GuestPutBack = z
  .strictObject({
    text: z.string(),
    until: PlainDate.nullable(),
    at: Instant,
  })
  .meta({ id: 'GuestPutBack' });
export type GuestPutBack = z.infer<typeof GuestPutBack>;

/** A request as its guest reads it. Of the team it names only the person who answered. */
export const GuestRequest = z
  .strictObject({
    board: z.strictObject({
      key: BoardKey,
      name: z.string(),
      today: PlainDate,
      timeZone: TimeZone,
      archived: z.boolean(),
      /** Hours until an answer is due: working hours, or plain hours where `workingHours` is null. */
      answerWithinHours: z.int().min(1),
      workingHours: WorkingHours.nullable(),
      /** What it sheds, and would shed now: for asking again and for what follows. */
      shedding: SheddingRule.nullable(),
    }),
    /** The request's version for `If-Match`. */
    version: z.int().min(1),
    number: BoardNumber,
    ref: Ref,
    state: RequestState,
    title: z.string(),
    description: z.string(),
    classOfService: ClassOfService,
    neededBy: PlainDate.nullable(),
    submittedAt: Instant,
    answerBy: Instant,
    answerAfterNeededBy: z.boolean(),
    expiresAt: Instant,
    pausedAt: Instant.nullable(),
    overdue: z.boolean(),
    position: z.int().min(1).nullable(),
    answer: GuestAnswer.nullable(),
    putBack: GuestPutBack.nullable(),
    work: Work.nullable(),
    ticket: Ticket.nullable(),
    follows: Ref.nullable(),
    followedBy: Ref.nullable(),
    partOf: Ref.nullable(),
    /** Oldest first. */
    messages: z.array(GuestMessage),
  })
  .meta({ id: 'GuestRequest' });
export type GuestRequest = z.infer<typeof GuestRequest>;

/** A guest's requests in a workspace, newest first, at most 50. */
export const GuestRequestList = z
  .strictObject({
    guest: z.strictObject({ name: z.string(), email: z.string() }),
    items: z.array(GuestRequest),
  })
  .meta({ id: 'GuestRequestList' });
export type GuestRequestList = z.infer<typeof GuestRequestList>;

/**
 * The result of a confirmed form. `guestToken` opens this and the guest's other requests, as the links in
 * e-mails do.
 */
export const ConfirmedFormRequest = z
  .strictObject({ request: GuestRequest, guestToken: LinkToken })
  .meta({ id: 'Confirmed' });
export type ConfirmedFormRequest = z.infer<typeof ConfirmedFormRequest>;

export const NewGuestMessage = z.strictObject({ body: prose(5000) }).meta({ id: 'NewGuestMessage' });
export type NewGuestMessage = z.infer<typeof NewGuestMessage>;

/** Corrects a waiting request. Only the given fields change. The class is the team's. */
export const GuestRequestChange = z
  .strictObject({
    title: RequestChange.shape.title,
    description: RequestChange.shape.description,
    neededBy: RequestChange.shape.neededBy,
  })
  .meta({ id: 'GuestRequestChange' });
export type GuestRequestChange = z.infer<typeof GuestRequestChange>;

/** A request that follows an answered one of the same guest. It needs no confirmation: their address has one. */
export const GuestFollowUp = z
  .strictObject({
    title: RequestTitle,
    description: RequestDescription.optional(),
    neededBy: PlainDate.nullable().optional(),
  })
  .meta({ id: 'GuestFollowUp' });
export type GuestFollowUp = z.infer<typeof GuestFollowUp>;

/** The guest’s link, whose token still says whose it is after it has expired. */
export const ExpiredGuestLink = z.strictObject({ token: LinkToken }).meta({ id: 'ExpiredGuestLink' });
export type ExpiredGuestLink = z.infer<typeof ExpiredGuestLink>;
