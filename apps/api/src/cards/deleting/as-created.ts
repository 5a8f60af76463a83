import { isDeepStrictEqual } from 'node:util';
import { changesOf, type Event, type EventType } from '@weir/contract';

/** What its creator may have done with a new card. A `card.changed` counts by what it changed. */
const undoable: ReadonlySet<EventType> = new Set<EventType>([
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
 * they themselves have only moved it or archived and restored it. A card that was committed or delivered after its creation
 * is not as created: work on it has begun, and the board's flow counts it. `events`: all of the card, oldest first.
 */
export function isAsCreated(events: readonly Event[], card: number, userId: string): boolean {
  const [created, ...later] = events;
  if (created?.type !== 'card.created' || !later.every(({ type }) => undoable.has(type))) return false;
  if (!events.every(({ actor }) => actor?.id === userId)) return false;
  const hasBegun = ['committedAt', 'deliveredAt'].some(
    (instant) => isSetBy(later, card, instant) && !isSetBy([created], card, instant),
  );
  return !hasBegun && areTakenBack(later.filter(({ type }) => type === 'card.changed'));
}

function isSetBy(events: Event[], card: number, instant: string): boolean {
  const changes = events.flatMap(changesOf).filter((change) => change.card === card);
  return changes.some(({ to }) => typeof to?.[instant] === 'string');
}

/** Whether all values are now as they were before the first of these edits. */
function areTakenBack(edits: Event[]): boolean {
  let first: Values = {};
  let last: Values = {};
  for (const { from, to } of edits.flatMap(changesOf)) {
    first = { ...valuesIn(from), ...first };
    last = { ...last, ...valuesIn(to) };
  }
  return isDeepStrictEqual(first, last);
}

type Values = Record<string, unknown>;

/** All values, custom fields one by one. The version counts edits, so it is none of them. */
function valuesIn(side: Values | null | undefined): Values {
  const { fields, version: _version, ...values } = side ?? {};
  return { ...values, ...(fields as Values | undefined) };
}
