import type { Board, ClassOfService } from '@weir/contract';
import {
  describeLimit,
  limitInWords,
  type TradeCandidate,
  tradeCandidates,
  tradeOutcome,
} from '@weir/domain';

/** A card that could make way: what is lost with it, where it would go (null: off the board), and why it can’t, if so. */
export type Trade = TradeCandidate<Board> & { why: string | null };

/** What could make way for a request of a class on the board as it stands: what is in flight first. */
export function trades(board: Board, classOfService: ClassOfService, now: Date): Trade[] {
  return tradeCandidates(board, classOfService, now).map((candidate) => {
    const why = candidate.broken.map((limit) => limitInWords(describeLimit(board, limit))).join(' ');
    return { ...candidate, why: why || null };
  });
}

/** Whether the card that a draft names would leave the board; false while none is named, or it has gone. */
export function leavesBoard(board: Board, displaces: number | null, classOfService: ClassOfService): boolean {
  if (!board.cards.some(({ number }) => number === displaces)) return false;
  return tradeOutcome(board, displaces as number, classOfService).to === null;
}
