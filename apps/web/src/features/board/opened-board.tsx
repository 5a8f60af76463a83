'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Board } from '@weir/contract';
import { type ReactNode, useEffect, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { ProblemError } from '@/lib/api/query';
import { readingBoard } from '@/lib/api/reading-board';
import type { AnyProblem } from '@/lib/api/result';
import { usePerson } from '@/lib/context/person';
import { useWorkspace } from '@/lib/context/workspace';
import { forgetBoard, keptBoard } from '@/lib/kept/kept-boards';
import { takeOpened } from '@/lib/pages/page-opener';
import styles from './board-page.module.css';
import { BoardSkeleton } from './board-skeleton';

type Props = {
  boardKey: string;
  /** The board as the server read it; null if this browser keeps it. */
  first: Board | null;
  children: (board: Board) => ReactNode;
};

/** Opens a board: as the server read it, as this page or this browser keeps it, or else as the API has it. */
export function OpenedBoard({ boardKey, first, children }: Props) {
  const client = useQueryClient();
  const { slug } = useWorkspace();
  const person = usePerson()?.id ?? '';
  const [board, setBoard] = useState(
    () => first ?? client.getQueryData<Board>([boardPaths.board(slug, boardKey)]) ?? null,
  );
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const isOpen = board !== null;
  useEffect(() => {
    if (!isOpen || !takeOpened()) return;
    window.scrollTo(0, 0);
    // The link that had the focus is gone.
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [isOpen]);
  useEffect(() => {
    if (isOpen) return;
    let isOver = false;
    const open = async () => {
      const kept = await keptBoard(person, `${slug}/${boardKey}`);
      // It may be old: the component that shows it reads what changed since.
      if (kept) client.setQueryData([boardPaths.board(slug, boardKey)], kept, { updatedAt: 0 });
      const found = kept ?? (await client.fetchQuery(readingBoard(slug, boardKey)));
      if (!isOver) setBoard(found);
    };
    open().catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      void forgetBoard(person, `${slug}/${boardKey}`);
      if (!isOver) setProblem(error.problem);
    });
    return () => {
      isOver = true;
    };
  }, [isOpen, client, person, slug, boardKey]);
  if (board) return children(board);
  return problem ? <UnavailableBoard problem={problem} /> : <BoardSkeleton />;
}

export function UnavailableBoard({ problem }: { problem: AnyProblem }) {
  return (
    <main id="content" tabIndex={-1} className={styles.page}>
      <div className={styles.notices}>
        <ProblemNotice problem={problem} role="status" />
      </div>
    </main>
  );
}
