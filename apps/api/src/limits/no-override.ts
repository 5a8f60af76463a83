import type { BoardChange, LimitMode } from '@weir/domain';
import type { Detail } from '@weir/words';

/** What to do where a write takes no override: each change that takes none, and bringing a board back. */
const instead: Partial<Record<BoardChange['kind'] | 'returned', Detail['key']>> = {
  restore: 'noOverride',
  returned: 'noOverride',
  clearColumn: 'noOverrideForColumn',
  clearLane: 'noOverrideForSwimlane',
};

/** What to add to a refusal whose limits could all be overridden, by a write that takes no override; else nothing. */
export function noOverride(
  limits: readonly { mode: LimitMode }[],
  kind: BoardChange['kind'] | 'returned',
): Detail | undefined {
  const key = instead[kind];
  if (!key || limits.length === 0 || limits.some(({ mode }) => mode !== 'reason')) return undefined;
  return { key };
}
