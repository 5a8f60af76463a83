import type { Board, Card, ClassOfService, Column } from '@weir/contract';
import { describe, limitInWords, type TradeCandidate, tradeCandidates, tradeOutcome } from '@weir/domain';

/** A card that could make way: what is lost with it, where it would go (null: off the board), and why it can’t, if so. */
export type Trade = TradeCandidate<Card> & { to: Column | null; why: string | null };

/** What could make way for a request of a class on the board as it stands: the smallest loss first. */
export function trades(board: Board, classOfService: ClassOfService, now: Date): Trade[] {
  return tradeCandidates(board.cards, board.columns, now).map((candidate) => {
    const { to, broken } = tradeOutcome(board, candidate.card.number, classOfService);
    const why = broken.map((limit) => limitInWords(describe(board, limit))).join(' ');
    return { ...candidate, to, why: why || null };
  });
}

/** Whether the card that a draft names would leave the board; false while none is named, or it has gone. */
export function leavesBoard(board: Board, displaces: number | null, classOfService: ClassOfService): boolean {
  if (!board.cards.some(({ number }) => number === displaces)) return false;
  return tradeOutcome(board, displaces as number, classOfService).to === null;
}
