import type { Board, Card } from '@weir/contract';
import type { WayOut } from '@weir/domain';
import { type Spot, spotName } from './spots';
import { spotOf } from './towards';

export const noneEnough = 'One step of several: none of these is enough by itself.';

/** Every way out makes some room, and more must follow. */
export function isNoneEnough(options: readonly WayOut[]): boolean {
  return options.every(({ suffices }) => !suffices);
}

/**
 * Where two cards go that change places, where it is more than their columns: their lanes, or a done half. The first
 * is left out where it comes to stand as it was to.
 */
export function swapSaid(board: Board, card: Card, other: Card): string | null {
  const isDone = ({ half }: Card) => half === 'done';
  const isOneLane = card.swimlaneId === other.swimlaneId;
  if (isOneLane && isDone(card) === isDone(other)) return null;
  const shown = isOneLane ? { ...board, swimlanes: [] } : board;
  const goes = ({ ref }: Card, there: Spot) => `${ref} goes to ${spotName(shown, there)}`;
  const first = isOneLane && !isDone(other) ? '' : `${goes(card, spotOf(board, other))}; `;
  return `Swap: ${first}${goes(other, spotOf(board, card))}.`;
}
