import { z } from 'zod';
import { BoardKey, BoardNumber } from '../values/names.js';
import { Instant, PlainDate } from '../values/time.js';
import { ClassOfService, NotNowReason } from '../values/vocabulary.js';
import { CardAdded, CardPlace, RequestChanged, RequestShed } from './changes.js';

const requestFields = z
  .strictObject({
    title: z.string(),
    description: z.string(),
    classOfService: ClassOfService,
    neededBy: PlainDate.nullable(),
  })
  .partial();

/** An answer without its message, which only its readers get. */
const answers = {
  accept: z.strictObject({ kind: z.literal('accept') }),
  trade: z.strictObject({ kind: z.literal('trade'), reason: NotNowReason, displaces: BoardNumber }),
  decline: z.strictObject({ kind: z.literal('decline'), reason: NotNowReason }),
  defer: z.strictObject({ kind: z.literal('defer'), reason: NotNowReason, until: PlainDate }),
  duplicate: z.strictObject({ kind: z.literal('duplicate'), of: BoardNumber }),
  redirect: z.strictObject({ kind: z.literal('redirect'), board: BoardKey, number: BoardNumber }),
};

const RequestAnswered = z.strictObject({
  request: BoardNumber,
  to: z.discriminatedUnion('kind', [
    answers.accept,
    answers.trade,
    answers.decline,
    answers.defer,
    answers.duplicate,
    answers.redirect,
  ]),
});

/** The card that a trade put back: into a queue column, or off the board until a date. */
const CardDisplaced = z.strictObject({
  card: BoardNumber,
  from: CardPlace,
  to: z.union([CardPlace, z.strictObject({ archivedAt: Instant, until: PlainDate })]),
  reason: NotNowReason,
});
export type CardDisplaced = z.infer<typeof CardDisplaced>;

/** An answer, the card that it made, and the card that made way for it. */
const answered = z.array(z.union([RequestAnswered, CardAdded, CardDisplaced]));

/** What the events of requests carry in `changes`. */
export const requestEventChanges = {
  'request.submitted': z.array(z.union([RequestChanged, RequestShed])),
  'request.askedAgain': z.array(z.union([RequestChanged, RequestShed])),
  /** From another board, where it was `from.number` of `from.board`. */
  'request.redirectedHere': z.array(
    z.union([
      z.strictObject({
        request: BoardNumber,
        from: z.strictObject({ board: BoardKey, number: BoardNumber }),
      }),
      RequestShed,
    ]),
  ),
  'request.changed': z.array(
    z.strictObject({ request: BoardNumber, from: requestFields, to: requestFields }),
  ),
  'request.answered': answered,
  /** Several requests by one command: accepted, declined or deferred. */
  'requests.answered': answered,
  'request.withdrawn': z.array(RequestChanged),
  /** Nobody answered in time, or its requester never replied (`needsInformation`). */
  'requests.expired': z.array(
    z.strictObject({
      request: BoardNumber,
      to: z.strictObject({ kind: z.literal('expired'), reason: NotNowReason, until: PlainDate }),
    }),
  ),
  /** A question to the requester, which pauses the request's clock. */
  'request.asked': z.array(RequestChanged),
  'request.replied': z.array(RequestChanged),
  'request.reminded': z.array(RequestChanged),
  'request.overdue': z.array(RequestChanged),
};
