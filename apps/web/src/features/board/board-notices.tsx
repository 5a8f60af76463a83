'use client';

import type { ReactNode } from 'react';
import { Notice } from '@/components/notice';
import { useBoardRoom } from './board-context';
import styles from './board-page.module.css';

/** What there is to say of the board, above its columns. */
export function BoardNotices({ children }: { children: ReactNode }) {
  const { board } = useBoardRoom();
  return (
    <div className={styles.notices}>
      {board.archivedAt && (
        <Notice tone="warn" title="This board is archived">
          It can be read; nothing on it changes any more.
        </Notice>
      )}
      {children}
    </div>
  );
}
