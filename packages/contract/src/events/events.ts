import { z } from 'zod';
import { Cursor, page } from '../values/lists.js';
import { BoardNumber, Id, Person, Seq } from '../values/names.js';
import { Instant } from '../values/time.js';

export const eventTypes = [
  'board.created',
  'board.changed',
  'column.added',
  'column.changed',
  'column.removed',
  'swimlane.added',
  'swimlane.changed',
  'swimlane.removed',
  'limit.added',
  'limit.changed',
  'limit.removed',
  'card.created',
  'card.changed',
  'card.moved',
  'cards.moved',
  'card.swapped',
  'card.putBack',
  'card.blocked',
  'card.unblocked',
  'card.archived',
  'card.restored',
  'card.commented',
  'request.submitted',
  'request.changed',
  'request.answered',
  'request.askedAgain',
  'request.withdrawn',
  'requests.answered',
  'requests.expired',
  'request.asked',
  'request.replied',
  'request.reminded',
  'request.overdue',
  'request.redirectedHere',
  'intake.changed',
  'gate.changed',
  'member.changed',
  'member.left',
] as const;
export const EventType = z.enum(eventTypes).meta({ id: 'EventType' });
export type EventType = z.infer<typeof EventType>;

const values = z.record(z.string(), z.json());

/** What one command did to one thing: which, and its changed values before and after, by their names in JSON. */
export const EventChange = z
  .looseObject({
    card: BoardNumber.optional(),
    request: BoardNumber.optional(),
    column: Id.optional(),
    swimlane: Id.optional(),
    limit: Id.optional(),
    comment: Id.optional(),
    template: Id.optional(),
    user: Id.optional(),
    board: z.string().optional(),
    from: values.optional(),
    to: values.optional(),
  })
  .meta({ id: 'Change' });
export type EventChange = z.infer<typeof EventChange>;

/** One command, however many things it changed. `actor` null: the system, or SQL from outside the API. */
export const Event = z
  .strictObject({
    seq: z.int().min(1),
    type: EventType,
    at: Instant,
    actor: Person.nullable(),
    changes: z.array(EventChange),
  })
  .meta({ id: 'Event' });
export type Event = z.infer<typeof Event>;

export const EventList = page(Event).meta({ id: 'EventList' });
export type EventList = z.infer<typeof EventList>;

const SeqParam = z.codec(z.string().regex(/^\d{1,15}$/, 'must be the seq of an event'), Seq, {
  decode: (digits) => Number(digits),
  encode: (value) => String(value),
});

/** Events after `after` (0: all of them), oldest first. */
export const EventQuery = z.strictObject({ after: SeqParam.optional(), cursor: Cursor.optional() });
export type EventQuery = z.infer<typeof EventQuery>;
