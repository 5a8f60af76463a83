import type { Board, Card, Column } from '@weir/contract';
import { describe, limitInWords, wouldBreak } from '@weir/domain';

/** Whether a column would take a card, and in words why not. */
export type Verdict = { kind: 'home' | 'takes' } | { kind: 'refuses'; why: string };

export function verdictOf(board: Board, card: Card, column: Column): Verdict {
  if (card.columnId === column.id) return { kind: 'home' };
  const [broken] = wouldBreak(board, { kind: 'move', card: card.number, columnId: column.id });
  return broken ? { kind: 'refuses', why: limitInWords(describe(board, broken)) } : { kind: 'takes' };
}
