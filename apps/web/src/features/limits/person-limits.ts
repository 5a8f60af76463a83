import type { Board, Card, Limit, Person } from '@weir/contract';
import { columnOf, isCounted } from '@weir/domain';
import type { Translate } from '@weir/words';
import type { AvatarMark } from '@/components/data/avatar';
import { occupancyText, placeState } from '@/lib/board/capacity';

type PersonLimit = Extract<Limit, { scope: 'person' }>;

/** A person's limits, on this board and on all boards, the tighter one first. */
export function personLimitsOf(board: Pick<Board, 'limits'>, userId: string): PersonLimit[] {
  return board.limits
    .filter((limit): limit is PersonLimit => limit.scope === 'person' && limit.userId === userId)
    .toSorted((one, other) => freeIn(one) - freeIn(other));
}

/** A person's load as a mark on their avatar: the state of their tighter limit, and both limits as text. */
export function avatarMark(t: Translate, limits: readonly PersonLimit[]): AvatarMark | null {
  const [tightest] = limits;
  if (!tightest) return null;
  return {
    state: placeState({ limit: tightest, load: tightest.load }),
    word: limits.map((limit) => personLoadText(t, limit)).join('; '),
  };
}

/** “On this board: 2 of 4, 2 free” */
function personLoadText(t: Translate, limit: PersonLimit): string {
  const occupancy = occupancyText(t, { limit, load: limit.load });
  return t('limits.person.load', { across: limit.across, occupancy });
}

/** The people on the cards of this board, each once. */
export function peopleOn(board: Board): Person[] {
  const people = new Map<string, Person>();
  for (const { assignees } of board.cards) for (const person of assignees) people.set(person.id, person);
  return [...people.values()];
}

/** How many cards a person has in active columns of this board. */
export function inFlightOf(board: Board, userId: string): number {
  const scope = { scope: 'person' as const, userId, across: 'board' as const };
  const isTheirs = (card: Card) => isCounted(scope, card, columnOf(board, card.columnId));
  return board.cards.filter(isTheirs).length;
}

function freeIn({ max, load }: PersonLimit): number {
  return max - load;
}
