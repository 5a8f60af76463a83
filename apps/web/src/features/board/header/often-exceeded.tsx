'use client';

import { isOftenExceeded, limitSubjectName } from '@weir/domain';
import Link from 'next/link';
import { Notice } from '@/components/feedback/notice';
import { oftenExceededAdvice, oftenExceededWords } from '@/features/limits/often-exceeded-words';
import { useBoardContext } from '../board-context';
import styles from '../board-page.module.css';

/** Limits that are passed again and again: said on top of the board, with the figures and the ledger. */
export function OftenExceeded() {
  const { board, workspace } = useBoardContext();
  const fictions = board.limits.filter(isOftenExceeded);
  if (fictions.length === 0) return null;
  return (
    <Notice tone="warn">
      {fictions.map((limit, at) => (
        <p key={limit.id}>
          {oftenExceededWords(limitSubjectName(board, limit), limit)}{' '}
          {at === fictions.length - 1 && (
            <>
              <span className={styles.advice}>{oftenExceededAdvice} </span>
              <Link href={`/${workspace}/${board.key}/overrides`}>Who passed, and why</Link>
            </>
          )}
        </p>
      ))}
    </Notice>
  );
}
