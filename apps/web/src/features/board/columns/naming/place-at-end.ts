import type { Column } from '@weir/contract';
import type { BoardContext } from '../../board-context';

/** Where “Add a column” adds one: after the last active column. After the done columns its cards would count as delivered. */
export function placeAtEnd(columns: readonly Column[]): BoardContext['naming'] {
  const last = columns.findLast(({ kind }) => kind === 'active');
  return last ? { kind: 'add', after: last.id, isByEndButton: true } : null;
}
