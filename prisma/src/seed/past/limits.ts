import type { WipLimit } from '../../generated/client.js';
import type { Person } from '../cast.js';
import type { OverrideRow } from '../rows.js';
import type { BoardPast } from './board.js';

/** A row of the ledger: one more than the limit lets in. */
export function limited(past: BoardPast, limit: WipLimit, reason?: string): Omit<OverrideRow, 'seq' | 'at'> {
  return {
    ...past.board,
    limitId: limit.id,
    scope: limit.scope,
    of: nameOf(past, limit),
    mode: limit.mode,
    max: limit.max,
    load: past.load(past.column(limit.columnId!)),
    gain: 1,
    reason: limit.mode === 'reason' ? reason! : null,
  };
}

export function changeLimit(past: BoardPast, at: Date, by: Person, limit: WipLimit, max: number): void {
  const from = { max: limit.max };
  limit.max = max;
  past.record('limit.changed', at, by, [{ limit: limit.id, from, to: { max } }]);
}

function nameOf(past: BoardPast, { scope, columnId }: WipLimit): string {
  if (scope !== 'column') throw new Error('the demo passes limits of columns alone');
  return past.column(columnId!).name;
}
