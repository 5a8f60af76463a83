import type { WipLimit } from '../../generated/client.js';
import type { Person } from '../cast.js';
import type { OverrideRow } from '../rows.js';
import type { BoardHistory } from './board-history.js';

/** The override log entry of one card too many. */
export function overrideOf(
  history: BoardHistory,
  limit: WipLimit,
  reason?: string,
): Omit<OverrideRow, 'seq' | 'at'> {
  return {
    ...history.board,
    limitId: limit.id,
    scope: limit.scope,
    of: nameOf(history, limit),
    mode: limit.mode,
    max: limit.max,
    load: history.load(history.column(limit.columnId!)),
    gain: 1,
    reason: limit.mode === 'reason' ? reason! : null,
  };
}

export function changeLimit(history: BoardHistory, at: Date, by: Person, limit: WipLimit, max: number): void {
  const from = { max: limit.max };
  limit.max = max;
  history.record('limit.changed', at, by, [{ limit: limit.id, from, to: { max } }]);
}

function nameOf(history: BoardHistory, { scope, columnId }: WipLimit): string {
  if (scope !== 'column') throw new Error('the demo overrides only limits of columns');
  return history.column(columnId!).name;
}
