import { useQuery } from '@tanstack/react-query';
import type { Column, NotifyMe, SlotWaitList } from '@weir/contract';
import { keepsOut } from '@weir/domain';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { reading } from '@/lib/api/query';
import type { Result } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';

/**
 * Whether the person is notified once when a full column has a free slot. `change` switches it; `call` and `announcement` are its
 * parts. Not offered while the column has a slot.
 */
export function useSlotWait({ id, name }: Column) {
  const { board, canEdit } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const isFull = board.limits.some((limit) => limit.load >= limit.max && keepsOut(limit, board.columns, id));
  const path = boardPaths.notifyOfSlot(slug, board.key, id);
  // One read for all columns of the board.
  const { data, refetch } = useQuery({
    ...reading<SlotWaitList>(boardPaths.slotWaits(slug, board.key)),
    enabled: canEdit && isFull,
  });
  const isOffered = canEdit && isFull && data !== undefined;
  const isOn = isOffered && data.items.some(({ columnId }) => columnId === id);
  const call = (): Promise<Result<unknown>> => (isOn ? api.delete<void>(path) : api.put<NotifyMe>(path));
  const announcement = t(isOn ? 'board.column.notifyMeOff' : 'board.column.notifyMeOn', { column: name });
  const change = async () => {
    const changed = await call();
    if (changed.ok) await refetch();
    announce(changed.ok ? announcement : changed.problem.detail);
  };
  return { isOffered, isOn, call, announcement, refetch, change };
}
