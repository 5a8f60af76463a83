import type { NotifyMe, SlotWaitList } from '@weir/contract';
import { keepsOut } from '@weir/domain';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import type { Command } from '@/lib/commands';
import type { CommandSource } from './command-source';
import { ofBoard } from './of-board';

/** For each full column: to be notified once when it has a free slot, or to stop that. A wait that is on is listed from the start. */
export function slotCommands({ page, t, workspace, client }: CommandSource): Command[] {
  const { board, canEdit } = page;
  const path = boardPaths.slotWaits(workspace, board.key);
  const waits = client.getQueryData<SlotWaitList>([path])?.items;
  if (!canEdit || !waits) return [];
  const full = board.limits.filter(({ load, max }) => load >= max);
  return board.columns
    .filter(({ id }) => full.some((limit) => keepsOut(limit, board.columns, id)))
    .map(({ id, name }) => {
      const isOn = waits.some(({ columnId }) => columnId === id);
      const change = async () => {
        const place = boardPaths.notifyOfSlot(workspace, board.key, id);
        const changed = await (isOn ? api.delete<void>(place) : api.put<NotifyMe>(place));
        if (changed.ok) await client.invalidateQueries({ queryKey: [path] });
        const done = t(isOn ? 'board.column.notifyMeOff' : 'board.column.notifyMeOn', { column: name });
        announce(changed.ok ? done : changed.problem.detail);
      };
      return ofBoard(`slot ${id}`, t('commands.notifyOfSlot', { name, isOn: `${isOn}` }), change, {
        also: t('commands.words.slot'),
        isOnlyFound: !isOn,
      });
    });
}
