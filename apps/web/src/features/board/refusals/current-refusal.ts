import type { Board, Card } from '@weir/contract';
import {
  type BrokenLimit,
  explainRefusal,
  findBrokenLimits,
  findUnfinishedCards,
  type RefusalOption,
} from '@weir/domain';
import type { AnyProblem } from '@/lib/api/result';
import type { RefusedMove } from '../use-moves';

export type LimitRefusal = { limits: BrokenLimit[]; options: RefusalOption[] };

export type CurrentRefusal =
  | { kind: 'full'; refusal: LimitRefusal }
  /** The pull rule: this card is in the doing half of its column. */
  | { kind: 'unfinished'; card: Card }
  /** Not about limits: the network, or a card that somebody archived. */
  | { kind: 'failed'; problem: AnyProblem }
  /** The obstacles are gone. */
  | { kind: 'resolved' };

/** What stops the move now. What the server answered counts as long as this board is not newer than the answer. */
export function currentRefusal(board: Board, { move, problem, seq }: RefusedMove): CurrentRefusal {
  const [unfinished] = findUnfinishedCards(board, move.change);
  if (unfinished) return { kind: 'unfinished', card: unfinished as Card };
  if (findBrokenLimits(board, move.change).length > 0)
    return { kind: 'full', refusal: explainRefusal(board, move.change) };
  if (problem?.code === 'wip-limit-reached' && board.seq <= seq) return { kind: 'full', refusal: problem };
  if (problem && !isDecidedByBoard(problem)) return { kind: 'failed', problem };
  return { kind: 'resolved' };
}

/** Whether the refusal depends on the board only, so that a newer board decides again. */
function isDecidedByBoard({ code }: AnyProblem): boolean {
  return code === 'wip-limit-reached' || code === 'card-not-done' || code === 'override-stale';
}
