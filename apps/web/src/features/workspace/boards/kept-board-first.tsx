'use client';

import { can } from '@weir/contract';
import dynamic from 'next/dynamic';
import { usePathname, useSelectedLayoutSegments } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { BoardSkeleton } from '@/features/board/board-skeleton';
import { useWorkspace } from '@/lib/context/workspace';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { whenIdle } from '@/lib/loading/when-idle';
import { withAllWords } from '@/lib/words/messages-of';
import type { KeptSummary } from './kept-board';

const loadBoard = loadedAhead(() => withAllWords(import('./kept-board')).then((loaded) => loaded.KeptBoard));
const loadOpener = loadedAhead(() => import('@/lib/kept/open-kept'));
const KeptBoard = dynamic(loadBoard, { loading: () => <BoardSkeleton /> });

/**
 * The pages of a workspace. The page of a board that a link has opened without the server (see `showKept`) is not among those
 * that Next has, and is shown in their place.
 */
export function KeptBoardFirst({ boards, children }: { boards: KeptSummary[]; children: ReactNode }) {
  const { slug, role, me } = useWorkspace();
  const isReader = can(role, 'readBoards');
  const path = usePathname();
  const drawn = useSelectedLayoutSegments();
  const board = boards.find(({ key }) => path === `/${slug}/${key}`);
  useEffect(() => {
    if (!isReader) return;
    let isOver = false;
    // Links to kept boards open without a connection, too.
    let stop = whenIdle(async () => {
      const [{ showKept }] = await Promise.all([loadOpener(), loadBoard()]);
      if (!isOver) stop = showKept(slug, me.id);
    });
    return () => {
      isOver = true;
      stop();
    };
  }, [isReader, slug, me.id]);
  const isDrawn = board === undefined || (drawn.length === 1 && drawn[0] === board.key);
  return isDrawn ? children : <KeptBoard key={board.key} board={board} />;
}
