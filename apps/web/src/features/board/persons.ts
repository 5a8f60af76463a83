import type { Board, Card, Limit, Person } from '@weir/contract';
import { columnOf, counts } from '@weir/domain';
import type { AvatarMark } from '@/components/avatar';
import { countSaid, lowered, roomOf, roomWord } from './room-words';

type PersonLimit = Extract<Limit, { scope: 'person' }>;

/** The tighter of somebody's limits, where they have any. */
export function personLimitOf(board: Pick<Board, 'limits'>, userId: string): PersonLimit | null {
  const limits = board.limits.filter(
    (limit): limit is PersonLimit => limit.scope === 'person' && limit.userId === userId,
  );
  return limits.toSorted((one, other) => leftOf(one) - leftOf(other))[0] ?? null;
}

/** How much is on somebody, as their avatar's mark: none where nobody has set a limit. */
export function markOf(limit: PersonLimit | null): AvatarMark | null {
  if (!limit) return null;
  const { load } = limit;
  const { text } = roomWord({ limit, load });
  const where = limit.across === 'workspace' ? ' over all boards' : ' in flight';
  return {
    state: roomOf({ limit, load })?.state ?? 'none',
    word: `${countSaid({ limit, load })}${where}, ${lowered(text)}`,
  };
}

/** Who is on the cards of this board, in flight or not, each once. */
export function peopleOn(board: Board): Person[] {
  const people = new Map<string, Person>();
  for (const { assignees } of board.cards) for (const person of assignees) people.set(person.id, person);
  return [...people.values()];
}

/** How many of their cards are in active columns of this board. */
export function inFlightOf(board: Board, userId: string): number {
  const scope = { scope: 'person' as const, userId, across: 'board' as const };
  const isTheirs = (card: Card) => counts(scope, card, columnOf(board, card.columnId));
  return board.cards.filter(isTheirs).length;
}

function leftOf({ max, load }: PersonLimit): number {
  return max - load;
}
