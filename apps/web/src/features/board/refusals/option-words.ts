import type { Board, Card, Half } from '@weir/contract';
import { cardDiffs, type RefusalOption } from '@weir/domain';
import type { Translate } from '@weir/words';
import { cellName, columnName } from '@/lib/board/cells';

/** “A, B and C” in the reader's language: `useFormatter().list`. */
export type List = (names: readonly string[]) => string;

/** Whether every option makes only some of the room that is needed. */
export function isNoneSufficient(options: readonly RefusalOption[]): boolean {
  return options.every(({ suffices }) => !suffices);
}

/**
 * Where two cards go that swap places, if that is more than their columns: their lanes, or a done half. The first card
 * is left out if it ends up where it was moved to, in that half.
 */
export function swapText(t: Translate, board: Board, card: Card, other: Card, half?: Half): string | null {
  const swap = { kind: 'swap', card: card.number, with: other.number, half } as const;
  const [mine, theirs] = cardDiffs(board, swap).map(({ after }) => after);
  if (!mine || !theirs) return null;
  const isSameLane = card.swimlaneId === other.swimlaneId;
  if (isSameLane && theirs.half !== 'done' && card.half !== 'done') return null;
  const shown = isSameLane ? { ...board, swimlanes: [] } : board;
  const name = ({ columnId, swimlaneId, half }: typeof mine) =>
    cellName(t, shown, { columnId, ...(swimlaneId && { swimlaneId }), ...(half && { half }) });
  const otherGoes = { other: other.ref, otherCell: name(theirs) };
  if (isSameLane) return t('board.option.swapOne', otherGoes);
  return t('board.option.swapBoth', { ref: card.ref, cell: name(mine), ...otherGoes });
}

/** An option as one of several in a sentence: “move to Review”, “swap”, “put back”. */
export function optionText(
  t: Translate,
  list: List,
  board: Board,
  { kind, card: { number }, columnId }: RefusalOption,
): string {
  const card = board.cards.find((each) => each.number === number);
  if (kind !== 'finish' || !card || !columnId) return t('board.option.inline', { kind });
  const skipped = skippedColumns(board, card, columnId);
  const column = columnName(board, columnId);
  return skipped.length > 0
    ? t('board.option.inlineSkipping', { column, columns: list(skipped) })
    : t('board.option.inlineTo', { column });
}

/** The names of the columns between a card and the column that it goes to. */
export function skippedColumns(board: Board, card: Card, columnId: string): string[] {
  const at = (sought: string) => board.columns.findIndex(({ id }) => id === sought);
  return board.columns.slice(at(card.columnId) + 1, at(columnId)).map(({ name }) => name);
}
