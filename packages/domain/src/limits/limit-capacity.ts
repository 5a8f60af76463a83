import { type Board, type Card, columnOf, type Limit, type LimitScope } from '../board/board.js';
import { isSameLimitSubject } from './limit-subject.js';
import { isCounted, limitLoad } from './limits.js';

/** `closed`: nobody may enter, ever; `starving`: under the minimum; `near`: one place left of several, or four fifths taken. */
export type LimitState = 'free' | 'near' | 'full' | 'over' | 'closed' | 'starving';

/** What a limit leaves: places free, cards over it, cards under its minimum, and all in one word for the board to draw. */
export type LimitCapacity = {
  state: LimitState;
  load: number;
  max: number;
  min: number;
  free: number;
  over: number;
  missing: number;
};

/** `min` 0 unless given. */
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
  // Nothing in it is nothing to be warned of, even where one place is all there is.
  if (load === 0) return 'free';
  return max - load === 1 || load / max >= 0.8 ? 'near' : 'free';
}

/**
 * What a limit would leave today if it were set so, for a preview. The load is the told one where the board has a
 * limit on the same thing or its columns carry theirs, else it is counted.
 */
export function previewCapacity(
  board: Pick<Board, 'columns' | 'limits' | 'cards'>,
  scope: LimitScope,
  { max, min }: { max: number; min?: number | null },
): LimitCapacity {
  const told = board.limits.find((limit) => isSameLimitSubject(limit, scope));
  return limitCapacity({
    max,
    min,
    load: told ? limitLoad(told, board) : (loadOfColumns(board, scope) ?? limitLoad(scope, board)),
  });
}

/** A board as the API gives it leaves out cards delivered long ago; its columns carry what counts in them. */
function loadOfColumns(board: Pick<Board, 'columns'>, scope: LimitScope): number | undefined {
  const ids = scope.scope === 'column' ? [scope.columnId] : scope.scope === 'columns' ? scope.columnIds : [];
  const loads = ids.map((id) => columnOf(board, id).load);
  if (loads.length === 0 || loads.includes(undefined)) return undefined;
  return loads.reduce<number>((sum, each) => sum + (each ?? 0), 0);
}

/** The places of a column: the cards that take one, those that stand beside the count, and how many are free. */
export type ColumnSlots = LimitCapacity & { taking: Card[]; beside: Card[] };

/** How to draw a column under its limit. Expedite cards stand beside the count: they have a limit of their own. */
export function columnSlots(board: Board, limit: Limit & { scope: 'column' }): ColumnSlots {
  const column = columnOf(board, limit.columnId);
  const here = board.cards.filter((card) => card.columnId === column.id && card.archivedAt === null);
  return {
    ...limitCapacity({ max: limit.max, min: limit.min, load: limitLoad(limit, board) }),
    taking: here.filter((card) => isCounted(limit, card, column)),
    beside: here.filter((card) => !isCounted(limit, card, column)),
  };
}
