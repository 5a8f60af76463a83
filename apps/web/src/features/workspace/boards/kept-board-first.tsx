'use client';

import { can } from '@weir/contract';
import dynamic from 'next/dynamic';
import { usePathname, useSelectedLayoutSegments } from 'next/navigation';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { BoardSkeleton } from '@/features/board/board-skeleton';
import { useWorkspace } from '@/lib/context/workspace';
import type { KeptWorkspace } from '@/lib/kept/kept-workspace';
import type * as Opener from '@/lib/kept/open-kept';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { whenIdle } from '@/lib/loading/when-idle';
import { withAllWords } from '@/lib/words/messages-of';

const loadBoard = loadedAhead(() => withAllWords(import('./kept-board')).then((loaded) => loaded.KeptBoard));
const loadOpener = loadedAhead(() => import('@/lib/kept/open-kept'));
const KeptBoard = dynamic(loadBoard, { loading: () => <BoardSkeleton /> });

/**
 * The pages of a workspace. The page of a board that a link has opened without the server (see `showKept`) is not among those
 * that Next has, and is shown in their place.
 */
export function KeptBoardFirst({ children, ...facts }: KeptWorkspace & { children: ReactNode }) {
  const { slug, role, me } = useWorkspace();
  const { boards } = facts;
  const keep = useEffectEvent((opener: typeof Opener) => opener.makeOfflineReady(facts));
  const isReader = can(role, 'readBoards');
  const path = usePathname();
  const drawn = useSelectedLayoutSegments();
  const board = boards.find(({ key }) => path === `/${slug}/${key}`);
  useEffect(() => {
    let isOver = false;
    // Links to kept boards open without a connection, too.
    let stop = whenIdle(async () => {
      const [opener] = await Promise.all([loadOpener(), isReader && loadBoard()]);
      if (isOver) return;
      keep(opener);
      if (isReader) stop = opener.showKept(slug, me.id);
    });
    return () => {
      isOver = true;
      stop();
    };
  }, [isReader, slug, me.id]);
  const isDrawn = board === undefined || (drawn.length === 1 && drawn[0] === board.key);
  return isDrawn ? children : <KeptBoard key={board.key} board={board} />;
}
