import type { Board, Card } from '@weir/contract';
import type { RefusalOption } from '@weir/domain';
import { type Cell, cellName } from '@/lib/board/cells';
import { cellOf } from '@/lib/board/keyboard-moves';

export const noneSufficientText = 'One step of several: none of these is enough by itself.';

/** Every way out makes some room, and more must follow. */
export function isNoneSufficient(options: readonly RefusalOption[]): boolean {
  return options.every(({ suffices }) => !suffices);
}

/**
 * Where two cards go that change places, where it is more than their columns: their lanes, or a done half. The first
 * is left out where it comes to stand as it was to.
 */
export function swapText(board: Board, card: Card, other: Card): string | null {
  const isDone = ({ half }: Card) => half === 'done';
  const isOneLane = card.swimlaneId === other.swimlaneId;
  if (isOneLane && isDone(card) === isDone(other)) return null;
  const shown = isOneLane ? { ...board, swimlanes: [] } : board;
  const goes = ({ ref }: Card, there: Cell) => `${ref} goes to ${cellName(shown, there)}`;
  const first = isOneLane && !isDone(other) ? '' : `${goes(card, cellOf(board, other))}; `;
  return `Swap: ${first}${goes(other, cellOf(board, card))}.`;
}

/** A way out as one of several in a line: “to Review”, “swap it”, “put it back”. */
export function optionText(board: Board, { kind, card: { number }, columnId }: RefusalOption): string {
  const card = board.cards.find((each) => each.number === number);
  if (kind !== 'finish') return kind === 'swap' ? 'swap it' : 'put it back';
  return card && columnId ? targetText(board, card, columnId).replace(/^To/, 'to') : 'finish it';
}

/** Where a card that is to finish goes: “To Review”, or “To Done, past Review and Release”. */
export function targetText(board: Board, card: Card, columnId: string): string {
  const passed = skippedColumns(board, card, columnId);
  const past = passed.length > 0 ? `, past ${inAList(passed)}` : '';
  return `To ${board.columns.find(({ id }) => id === columnId)?.name}${past}`;
}

/** The names of the columns between a card and the one that it goes to. */
export function skippedColumns(board: Board, card: Card, columnId: string): string[] {
  const at = (sought: string) => board.columns.findIndex(({ id }) => id === sought);
  return board.columns.slice(at(card.columnId) + 1, at(columnId)).map(({ name }) => name);
}

/** “Review”, “Review and Release”, “Test, Review and Release”. */
export function inAList(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');
}
