import { z } from 'zod';
import { PressureLevel } from '../intake/pressure.js';
import { NewRequest } from '../requests/requests.js';
import { BoardKey, BoardNumber, Id, Ref, WorkspaceSlug } from '../values/names.js';
import { BoardNumberParam } from '../values/params.js';
import { Instant } from '../values/time.js';
import { NotNowReason, WaitState } from '../values/vocabulary.js';

/**
 * A wait of a card or a request on a request. The title, the answer and the pressure are null if the caller may not read that board.
 * Everybody who reads the wait sees the ref of the request and its state.
 */
export const Wait = z
  .strictObject({
    id: Id,
    on: z.strictObject({
      board: BoardKey,
      number: BoardNumber,
      ref: Ref,
      title: z.string().nullable(),
      /** The card of the request. */
      card: Ref.nullable(),
    }),
    state: WaitState,
    since: Instant,
    /** Null while the wait lasts. */
    endedAt: Instant.nullable(),
    /** The other team’s answer to the requester, if the request ended without a delivery. */
    answer: z.strictObject({ reason: NotNowReason.nullable(), message: z.string().nullable() }).nullable(),
    /** How full the other board is. */
    pressure: PressureLevel.nullable(),
  })
  .meta({ id: 'Wait' });
export type Wait = z.infer<typeof Wait>;

/** A card or a request that waits, of a board that the caller may read. */
export const Waiter = z
  .strictObject({
    board: BoardKey,
    kind: z.enum(['card', 'request']),
    number: BoardNumber,
    ref: Ref,
    title: z.string().nullable(),
    since: Instant,
  })
  .meta({ id: 'Waiter' });
export type Waiter = z.infer<typeof Waiter>;

/** `waitsOn`: the waits, the oldest first, including ended ones that nobody removed. `waiters`: the items that wait on the request now, or on the request of the card. */
export const Waits = z
  .strictObject({ waitsOn: z.array(Wait), waiters: z.array(Waiter) })
  .meta({ id: 'Waits' });
export type Waits = z.infer<typeof Waits>;

/** A request without an answer, and the requests that it waits on now. */
export const IntakeWait = z
  .strictObject({ number: BoardNumber, ref: Ref, waitsOn: z.array(Ref) })
  .meta({ id: 'IntakeWait' });
export type IntakeWait = z.infer<typeof IntakeWait>;

/** Sorted by number. At most as many as the greatest depth of an intake. */
export const IntakeWaits = z.strictObject({ items: z.array(IntakeWait) }).meta({ id: 'IntakeWaits' });
export type IntakeWaits = z.infer<typeof IntakeWaits>;

/**
 * A new wait on `request`, the number of an existing request of `board`; or on a request that this call submits to `board` (`ask`),
 * under all rules of its intake.
 */
export const NewWait = z
  .strictObject({
    board: BoardKey,
    request: BoardNumber.optional(),
    ask: NewRequest.optional(),
  })
  .refine(({ request, ask }) => (request === undefined) !== (ask === undefined), {
    error: 'oneOfRequestAndAsk',
    path: ['request'],
  })
  .meta({ id: 'NewWait' });
export type NewWait = z.infer<typeof NewWait>;

export const WaitParams = z.strictObject({
  workspace: WorkspaceSlug,
  board: BoardKey,
  number: BoardNumberParam,
  requestWait: Id,
});
export type WaitParams = z.infer<typeof WaitParams>;
