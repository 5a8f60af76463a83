import type { Board, Card, Limit, Person } from '@weir/contract';
import { columnOf, isCounted } from '@weir/domain';
import type { AvatarMark } from '@/components/data/avatar';
import { countText, lowered, roomLabel, roomOf } from '@/lib/board/capacity-words';

type PersonLimit = Extract<Limit, { scope: 'person' }>;

/** Somebody's limits, here and over all boards: the tighter one first. */
export function personLimitsOf(board: Pick<Board, 'limits'>, userId: string): PersonLimit[] {
  return board.limits
    .filter((limit): limit is PersonLimit => limit.scope === 'person' && limit.userId === userId)
    .toSorted((one, other) => leftOf(one) - leftOf(other));
}

/** How much is on somebody, as their avatar's mark: that of their tighter limit, and both in words. */
export function avatarMark(limits: readonly PersonLimit[]): AvatarMark | null {
  const [tightest] = limits;
  if (!tightest) return null;
  return {
    state: roomOf({ limit: tightest, load: tightest.load })?.state ?? 'none',
    word: limits.map(limitSaid).join('; '),
  };
}

/** “2/3”, or “all 5/6” over all boards: as it stands beside a face. */
export function loadText({ across, load, max }: PersonLimit): string {
  return `${across === 'workspace' ? 'all ' : ''}${load}/${max}`;
}

function limitSaid(limit: PersonLimit): string {
  const occupancy = { limit, load: limit.load };
  const where = limit.across === 'workspace' ? ' over all boards' : ' in flight';
  return `${countText(occupancy)}${where}, ${lowered(roomLabel(occupancy).text)}`;
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
  const isTheirs = (card: Card) => isCounted(scope, card, columnOf(board, card.columnId));
  return board.cards.filter(isTheirs).length;
}

function leftOf({ max, load }: PersonLimit): number {
  return max - load;
}
