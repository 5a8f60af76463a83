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
 * they themselves have only moved it or archived and restored it. Once it was committed or delivered, unless it was created
 * so, it is not: work on it has begun, and the board's flow counts it. `events`: all of the card, oldest first.
 */
export function isAsCreated(events: readonly Event[], card: number, userId: string): boolean {
  const changed = new Map<string, { first: unknown; last: unknown }>();
  const begun = new Map<string, boolean>();
  for (const event of events) {
    if (event.actor?.id !== userId || !undoable.has(event.type)) return false;
    for (const { to } of changesOf(event).filter((change) => change.card === card)) {
      for (const instant of ['committedAt', 'deliveredAt']) {
        const isSet = typeof to?.[instant] === 'string';
        if (event.type === 'card.created') begun.set(instant, isSet || begun.get(instant) === true);
        else if (isSet && !begun.get(instant)) return false;
      }
    }
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
