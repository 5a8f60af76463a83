import { useQuery } from '@tanstack/react-query';
import type { Column, SlotWaitList } from '@weir/contract';
import { keepsOut } from '@weir/domain';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardPage } from '../board-context';

/** Whether the person is notified once when a full column has a free slot. Not offered while the column has a slot. */
export function useSlotWait({ id }: Pick<Column, 'id'>) {
  const { board, canEdit } = useBoardPage();
  const { slug } = useWorkspace();
  const isFull = board.limits.some((limit) => limit.load >= limit.max && keepsOut(limit, board.columns, id));
  // One read for all columns of the board.
  const { data, refetch } = useQuery({
    ...reading<SlotWaitList>(boardPaths.slotWaits(slug, board.key)),
    enabled: canEdit && isFull,
  });
  const isOffered = canEdit && isFull && data !== undefined;
  const isOn = isOffered && data.items.some(({ columnId }) => columnId === id);
  return { isOffered, isOn, refetch };
}
