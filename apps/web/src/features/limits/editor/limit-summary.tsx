'use client';

import type { Board, Limit } from '@weir/contract';
import type { LimitSubject } from '@/lib/board/limits-of';
import styles from './limit-editor.module.css';
import { LimitPreview } from './limit-preview';
import { boundsSaid, modeMeans } from './limit-words';

/** A limit as those read it who may not change it. */
export function LimitRead({
  board,
  subject,
  limit,
  name,
}: {
  board: Board;
  subject: LimitSubject;
  limit: Limit | null;
  name: string;
}) {
  return (
    <div className={styles.read}>
      {limit ? (
        <>
          <p>
            {subject.scope === 'person' ? 'They hold' : 'It holds'} {boundsSaid(limit)}.{' '}
            {modeMeans(limit.mode, subject)}
          </p>
          <LimitPreview
            board={board}
            subject={subject}
            facts={limit}
            who={subject.scope === 'person' ? name : undefined}
          />
        </>
      ) : (
        <p>Nothing limits it.</p>
      )}
      <p className={styles.soft}>Owners and managers set limits.</p>
    </div>
  );
}
