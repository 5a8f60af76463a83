import type { Board, Card } from '@weir/contract';
import {
  describeLimit,
  findBrokenLimits,
  findUnfinishedCards,
  findWarnedLimits,
  type Limit,
  limitInWords,
} from '@weir/domain';
import { budgetRefusal } from '@/features/limits/overrides/override-words';
import { type Cell, cellName, isInCell } from '@/lib/board/cells';

/**
 * Whether a place would take a card, and in words why not. `records`: it passes a limit of mode `warn`, which is
 * written down. `asks`: only limits of mode `reason` are in the way, and this person may pass them with a reason as
 * long as the month's budget reaches for all of them.
 */
export type Verdict =
  | { kind: 'current' | 'allowed' }
  | { kind: 'recorded' | 'needsReason' | 'unfinished' | 'refused'; why: string };

export function verdictOf(board: Board, card: Card, cell: Cell, mayOverride = false): Verdict {
  if (isInCell(card, cell)) return { kind: 'current' };
  const change = { kind: 'move' as const, card: card.number, ...cell };
  if (findUnfinishedCards(board, change).length > 0)
    return { kind: 'unfinished', why: unfinishedText(board, card) };
  const broken = findBrokenLimits(board, change);
  const why = broken.map((limit) => limitInWords(describeLimit(board, limit))).join(' ');
  if (broken.length > 0) {
    const isOpen = mayOverride && broken.every(({ mode }) => mode === 'reason');
    const spent = isOpen ? budgetRefusal(board.overrides, broken.length) : null;
    if (spent) return { kind: 'refused', why: `${why} ${spent}` };
    return { kind: isOpen ? 'needsReason' : 'refused', why };
  }
  const passed = findWarnedLimits(board, change);
  if (passed.length === 0) return { kind: 'allowed' };
  return {
    kind: 'recorded',
    why: passed.map((limit) => limitInWords(describeLimit(board, limit))).join(' '),
  };
}

/** “Finish it first: it stands in the doing half of Dev.” */
export function unfinishedText(board: Pick<Board, 'columns'>, card: Pick<Card, 'columnId'>): string {
  const column = board.columns.find(({ id }) => id === card.columnId);
  return `Finish it first: it stands in the doing half of ${column?.name}.`;
}

/** A verdict in a sentence, for who hears it and for lists. */
export function verdictSentence(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'current':
      return 'It stands here.';
    case 'allowed':
      return 'Would take it.';
    case 'recorded':
      return `${verdict.why} It passes, and that is recorded.`;
    case 'needsReason':
      return `${verdict.why} Passes with a reason.`;
    case 'unfinished':
    case 'refused':
      return verdict.why;
  }
}

/** What is heard when a card is taken up: where it can't go and why, and where it passes; a column as a whole where it can. */
export function dragAnnouncement(
  board: Board,
  card: Card,
  cells: readonly Cell[],
  mayOverride: boolean,
): string {
  const said = cells
    .map((cell) => ({ cell, verdict: verdictOf(board, card, cell, mayOverride) }))
    .filter(({ verdict }) => verdict.kind !== 'current')
    .map(({ cell, verdict }) => ({
      cell,
      said: verdict.kind === 'allowed' ? null : verdictSentence(verdict),
    }));
  const sentences = [...Map.groupBy(said, (each) => each.said)].flatMap(([why, each]) => {
    if (why === null) return [];
    const names = each.map(({ cell }) => {
      const column = said.filter((other) => other.cell.columnId === cell.columnId);
      const isWhole = column.every((other) => other.said === why);
      return cellName(board, isWhole ? { columnId: cell.columnId } : cell);
    });
    return `${[...new Set(names)].join('; ')}: ${why}`;
  });
  if (sentences.length === 0) return `${card.ref} is taken up. Every other place would take it.`;
  const rest = said.some((each) => each.said === null) ? ' Elsewhere it would be taken.' : '';
  return `${card.ref} is taken up. ${sentences.join(' ')}${rest}`;
}

/** The limits that stand in a card's way into any of these places, by id: where their figures are drawn, they say so. */
export function blockingLimits(board: Board, card: Card, cells: readonly Cell[]): Set<string> {
  const broken = cells
    .filter((cell) => !isInCell(card, cell))
    .flatMap((cell): Limit[] => findBrokenLimits(board, { kind: 'move', card: card.number, ...cell }));
  return new Set(broken.map(({ id }) => id));
}
