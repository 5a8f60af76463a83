import { z } from 'zod';
import { Cursor, page } from '../values/lists.js';
import { Person } from '../values/names.js';
import { SeqParam } from '../values/params.js';
import { Instant } from '../values/time.js';
import { boardEventChanges } from './board-events.js';
import { cardEventChanges } from './card-events.js';
import { fieldEventChanges } from './field-events.js';
import { intakeEventChanges } from './intake-events.js';
import { leaseEventChanges } from './lease-events.js';
import { memberEventChanges } from './member-events.js';
import { presetEventChanges } from './preset-events.js';
import { requestEventChanges } from './request-events.js';

/**
 * The schema of `changes` for each event type. A change names one thing (`card`, `request`, `column` …) and the
 * values that changed, before (`from`) and after (`to`), by their names in JSON. A board can be rebuilt from its
 * events: docs/api/events.md says how.
 */
const eventChanges = {
  ...boardEventChanges,
  ...fieldEventChanges,
  ...cardEventChanges,
  ...leaseEventChanges,
  ...requestEventChanges,
  ...intakeEventChanges,
  ...memberEventChanges,
  ...presetEventChanges,
};

export type EventType = keyof typeof eventChanges;
export const eventTypes = Object.keys(eventChanges) as [EventType, ...EventType[]];
export const EventType = z.enum(eventTypes).meta({ id: 'EventType' });

/** What an emitter of an event writes: `EventChanges['card.moved']`. */
export type EventChanges = { [Type in EventType]: z.infer<(typeof eventChanges)[Type]> };

/**
 * One command, however many things it changed. `seq` counts the events of a board without a gap. `actor` is null
 * where the system acted, or SQL from outside the API.
 */
export type EventOf<Type extends EventType> = {
  seq: number;
  type: Type;
  at: string;
  actor: Person | null;
  changes: EventChanges[Type];
};
export type Event = { [Type in EventType]: EventOf<Type> }[EventType];

/** One schema for each type, named as `CardMovedEvent` in OpenAPI. */
const schemas = eventTypes.map((type) =>
  z
    .strictObject({
      seq: z.int().min(1),
      type: z.literal(type),
      at: Instant,
      actor: Person.nullable(),
      changes: eventChanges[type],
    })
    .meta({ id: componentName(type) }),
);

/** The schema of the events of a type. */
export function eventSchema(type: EventType): z.ZodType {
  return schemas[eventTypes.indexOf(type)] as z.ZodType;
}

export const Event = z
  .discriminatedUnion('type', schemas as [(typeof schemas)[number]])
  .meta({ id: 'Event' }) as unknown as z.ZodType<Event>;

export const EventList = page(Event).meta({ id: 'EventList' });
export type EventList = z.infer<typeof EventList>;

/**
 * Events after `after` (0: all of them), oldest first. With `documents` the events of a stream carry `EventDocuments`. With
 * `names=false` its messages have no event name, so a plain listener for `message` gets all of them.
 */
export const EventQuery = z.strictObject({
  after: SeqParam.optional(),
  cursor: Cursor.optional(),
  documents: z.literal('true').optional(),
  names: z.literal('false').optional(),
});
export type EventQuery = z.infer<typeof EventQuery>;

function componentName(type: EventType): string {
  return `${type.replace(/(^|\.)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}Event`;
}
