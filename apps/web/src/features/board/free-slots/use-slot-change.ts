import type { Column, NotifyMe } from '@weir/contract';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import type { Result } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { useSlotWait } from './use-slot-wait';

/** As `useSlotWait`, with what switches it: `change`, and its parts `call` and `announcement`. */
export function useSlotChange(column: Column) {
  const { board } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const wait = useSlotWait(column);
  const { isOn, refetch } = wait;
  const path = boardPaths.notifyOfSlot(slug, board.key, column.id);
  const call = (): Promise<Result<unknown>> => (isOn ? api.delete<void>(path) : api.put<NotifyMe>(path));
  const announcement = t(isOn ? 'board.column.notifyMeOff' : 'board.column.notifyMeOn', {
    column: column.name,
  });
  const change = async () => {
    const changed = await call();
    if (changed.ok) await refetch();
    announce(changed.ok ? announcement : changed.problem.detail);
  };
  return { ...wait, call, announcement, change };
}
