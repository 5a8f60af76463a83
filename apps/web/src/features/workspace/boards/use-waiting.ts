'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Pressure } from '@weir/contract';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { reading } from '@/lib/api/query';
import { readingBoard } from '@/lib/api/reading-board';
import { shownWaiting } from '@/lib/board/shown-waiting';
import { useBoardEvents } from '@/lib/events/use-board-events';

/**
 * How many requests wait on a board: as the page shows them, or last read with the board or its pressure, or `first` until then.
 * `readsItself`: the page reads neither, so the board is read here.
 */
export function useWaiting(
  workspace: string,
  key: string,
  first: number,
  { readsItself }: { readsItself: boolean },
): number {
  const client = useQueryClient();
  const path = boardPaths.board(workspace, key);
  const board = useQuery({ ...readingBoard(workspace, key), enabled: readsItself });
  const pressure = useQuery({ ...reading<Pressure>(boardPaths.pressure(workspace, key)), enabled: false });
  useBoardEvents(workspace, key, () => client.invalidateQueries({ queryKey: [path] }), {
    enabled: readsItself,
  });
  const shown = useQuery<number | null>({ queryKey: shownWaiting(workspace, key), enabled: false });
  const newest = board.dataUpdatedAt >= pressure.dataUpdatedAt ? board.data : pressure.data;
  return shown.data ?? newest?.intake.waiting ?? first;
}
