'use client';

import type { BoardSummary } from '@weir/contract';
import { useLayoutEffect } from 'react';
import { BoardPage } from '@/features/board/board-page';
import { announce } from '@/lib/announce';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { BoardProvider } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';

export type KeptSummary = Pick<BoardSummary, 'key' | 'name' | 'archivedAt' | 'overdue'>;

/** The page of a board as this browser keeps it, without what the server adds: the facts of the board and its title. */
export function KeptBoard({
  board: { key, name, archivedAt, overdue },
  card,
}: {
  board: KeptSummary;
  card?: number;
}) {
  const { slug, name: workspace } = useWorkspace();
  useLayoutEffect(() => {
    const [before, own] = [document.title, `${name} · ${workspace} · Weir`];
    document.title = own;
    announce(own);
    return () => {
      if (document.title === own) document.title = before;
    };
  }, [name, workspace]);
  // The board's own facts count as soon as it is open.
  const first = { key, name, timeZone: 'UTC', today: new Date().toISOString().slice(0, 10) };
  return (
    <BoardProvider path={boardPaths.board(slug, key)} first={first} isArchived={archivedAt !== null}>
      <BoardPage boardKey={key} first={null} overdue={overdue ?? 0} {...(card !== undefined && { card })} />
    </BoardProvider>
  );
}
