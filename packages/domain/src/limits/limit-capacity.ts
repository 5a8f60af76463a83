import { type Board, columnOf, type LimitScope } from '../board/board.js';
import { isSameLimitSubject } from './limit-subject.js';
import { limitLoad } from './limits.js';

/**
 * `closed`: nobody can enter; `starving`: below the minimum; `near`: one place left of several, or 80% taken.
 */
export type LimitState = 'free' | 'near' | 'full' | 'over' | 'closed' | 'starving';

/**
 * What a limit leaves: free places, cards over it, cards below its minimum, and a state for the board to
 * draw.
 */
export type LimitCapacity = {
  state: LimitState;
  load: number;
  max: number;
  min: number;
  free: number;
  over: number;
  missing: number;
};

/** Default for `min`: 0. */
export function limitCapacity({
  max,
  min,
  load,
}: {
  max: number;
  min?: number | null;
  load: number;
}): LimitCapacity {
  const least = min ?? 0;
  const free = Math.max(0, max - load);
  const over = Math.max(0, load - max);
  const missing = Math.max(0, least - load);
  return { state: stateOf(max, least, load), load, max, min: least, free, over, missing };
}

function stateOf(max: number, min: number, load: number): LimitState {
  if (load > max) return 'over';
  if (max === 0) return 'closed';
  if (load < min) return 'starving';
  if (load === max) return 'full';
  // An empty place needs no warning, even if it has only one place.
  if (load === 0) return 'free';
  return max - load === 1 || load / max >= 0.8 ? 'near' : 'free';
}

/**
 * Previews what a limit would leave today. The load is the given one if the board has a limit on the same
 * subject or its columns have theirs; otherwise it is counted.
 */
export function previewCapacity(
  board: Pick<Board, 'columns' | 'limits' | 'cards'>,
  scope: LimitScope,
  { max, min }: { max: number; min?: number | null },
): LimitCapacity {
  const current = board.limits.find((limit) => isSameLimitSubject(limit, scope));
  return limitCapacity({
    max,
    min,
    load: current ? limitLoad(current, board) : (loadOfColumns(board, scope) ?? limitLoad(scope, board)),
  });
}

/** The API's board leaves out cards delivered long ago; its columns give their loads. */
function loadOfColumns(board: Pick<Board, 'columns'>, scope: LimitScope): number | undefined {
  const ids = scope.scope === 'column' ? [scope.columnId] : scope.scope === 'columns' ? scope.columnIds : [];
  const loads = ids.map((id) => columnOf(board, id).load);
  if (loads.length === 0 || loads.includes(undefined)) return undefined;
  return loads.reduce<number>((sum, each) => sum + (each ?? 0), 0);
}
