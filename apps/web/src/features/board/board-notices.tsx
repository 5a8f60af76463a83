'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/button';
import { Notice } from '@/components/notice';
import { ProblemNotice } from '@/components/problem-notice';
import styles from './board-page.module.css';
import { useBoardRoom } from './board-room';
import type { useStanding } from './use-standing';

/** What there is to say above the columns: it stays until it is answered or dismissed. */
export function BoardNotices({
  standing,
  children,
}: {
  standing: ReturnType<typeof useStanding>;
  children: ReactNode;
}) {
  const { board, focusCard } = useBoardRoom();
  const { archived, problem, restore, dismiss } = standing;
  const undo = async () => {
    if (!archived) return;
    await restore(archived);
    focusCard(archived.number);
  };
  if (!children && !archived && !problem && !board.archivedAt) return null;
  return (
    <div className={styles.notices}>
      {board.archivedAt && (
        <Notice tone="warn" title="This board is archived">
          It can be read; nothing on it changes any more.
        </Notice>
      )}
      {children}
      {archived && (
        <Notice
          role="status"
          actions={
            <>
              <Button size="small" onPress={undo}>
                Undo
              </Button>
              <Button size="small" variant="plain" onPress={dismiss}>
                Dismiss
              </Button>
            </>
          }
        >
          {archived.ref} “{archived.title}” is archived.
        </Notice>
      )}
      {problem && (
        <ProblemNotice
          problem={problem}
          actions={
            <Button size="small" onPress={dismiss}>
              Dismiss
            </Button>
          }
        />
      )}
    </div>
  );
}
