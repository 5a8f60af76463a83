import type { BoardChange, LimitMode } from '@weir/domain';

/** What to do where a write takes no override: each change that takes none, and bringing a board back. */
const instead = {
  restore: 'make room first, or raise the limit.',
  returned: 'make room first, or raise the limit.',
  clearColumn: 'move the cards with one first, and then remove the column.',
  clearLane: 'move the cards with one first, and then remove the swimlane.',
};

/** Said of a refusal by limits that all could be passed with a reason, where this write can't; else nothing. */
export function noOverride(
  limits: readonly { mode: LimitMode }[],
  kind: BoardChange['kind'] | 'returned',
): string | undefined {
  if (!(kind in instead) || limits.length === 0 || limits.some(({ mode }) => mode !== 'reason')) return;
  return `An override is not taken here: ${instead[kind as keyof typeof instead]}`;
}
