import { isDeepStrictEqual } from 'node:util';
import { changesOf, type Event, type EventType } from '@weir/contract';

/** What can be undone without a trace. A `card.changed` counts by what it changed. */
const undoable: ReadonlySet<EventType> = new Set<EventType>([
  'card.created',
  'card.changed',
  'card.moved',
  'cards.moved',
  'card.swapped',
  'card.putBack',
  'card.archived',
  'card.restored',
]);

/**
 * Whether one person created a card, and it has the values that it was created with: nobody else has written to it, and
 * they themselves have only moved it or archived and restored it. `events`: all of the card, oldest first.
 */
export function isAsCreated(events: readonly Event[], userId: string): boolean {
  const changed = new Map<string, { first: unknown; last: unknown }>();
  for (const event of events) {
    if (event.actor?.id !== userId || !undoable.has(event.type)) return false;
    if (event.type !== 'card.changed') continue;
    for (const [field, { from, to }] of changesOf(event).flatMap(valuesIn)) {
      changed.set(field, { first: changed.has(field) ? changed.get(field)?.first : from, last: to });
    }
  }
  return (
    events[0]?.type === 'card.created' &&
    [...changed.values()].every(({ first, last }) => isDeepStrictEqual(first, last))
  );
}

type Values = Record<string, unknown>;

/** Each value that a change has before and after, custom fields one by one. */
function valuesIn({ from, to }: { from?: Values | null | undefined; to?: Values | null | undefined }) {
  const flat = ({ fields, ...values }: Values): Values => ({ ...values, ...(fields as Values | undefined) });
  const [before, after] = [flat(from ?? {}), flat(to ?? {})];
  return Object.keys(before).map((name) => [name, { from: before[name], to: after[name] }] as const);
}
