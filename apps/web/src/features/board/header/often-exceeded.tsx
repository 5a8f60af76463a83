'use client';

import { isFiction, nameOf } from '@weir/domain';
import Link from 'next/link';
import { Notice } from '@/components/notice';
import { useBoardRoom } from '../board-context';
import styles from '../board-page.module.css';
import { fictionAdvice, fictionWords } from './often-exceeded-words';

/** Limits that are passed again and again: said on top of the board, with the figures and the ledger. */
export function Fictions() {
  const { board, workspace } = useBoardRoom();
  const fictions = board.limits.filter(isFiction);
  if (fictions.length === 0) return null;
  return (
    <Notice tone="warn">
      {fictions.map((limit, at) => (
        <p key={limit.id}>
          {fictionWords(nameOf(board, limit), limit)}{' '}
          {at === fictions.length - 1 && (
            <>
              <span className={styles.advice}>{fictionAdvice} </span>
              <Link href={`/${workspace}/${board.key}/overrides`}>Who passed, and why</Link>
            </>
          )}
        </p>
      ))}
    </Notice>
  );
}
