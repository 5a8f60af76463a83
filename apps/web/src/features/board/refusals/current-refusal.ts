import type { Board, Card } from '@weir/contract';
import {
  type BrokenLimit,
  explainRefusal,
  findBrokenLimits,
  findUnfinishedCards,
  type RefusalOption,
} from '@weir/domain';
import type { AnyProblem } from '@/lib/api/result';
import type { Refused } from '../use-moves';

export type LimitFacts = { limits: BrokenLimit[]; options: RefusalOption[] };

export type Refusal =
  | { kind: 'full'; facts: LimitFacts }
  /** The pull rule: this card is in the doing half of its column. */
  | { kind: 'unfinished'; card: Card }
  /** Not a matter of limits: the network, or a card that somebody archived. */
  | { kind: 'stopped'; problem: AnyProblem }
  | { kind: 'room' };

/** What stands in the way now; as the server lines it, as long as the board here has heard of nothing newer. */
export function currentRefusal(board: Board, { move, problem, seq }: Refused): Refusal {
  const [unfinished] = findUnfinishedCards(board, move.change);
  if (unfinished) return { kind: 'unfinished', card: unfinished as Card };
  if (findBrokenLimits(board, move.change).length > 0)
    return { kind: 'full', facts: explainRefusal(board, move.change) };
  if (problem?.code === 'wip-limit-reached' && board.seq <= seq) return { kind: 'full', facts: problem };
  if (problem && !isOfTheBoard(problem)) return { kind: 'stopped', problem };
  return { kind: 'room' };
}

/** Decided by what stands on the board, so that a newer board decides anew. */
function isOfTheBoard({ code }: AnyProblem): boolean {
  return code === 'wip-limit-reached' || code === 'card-not-done' || code === 'override-stale';
}
