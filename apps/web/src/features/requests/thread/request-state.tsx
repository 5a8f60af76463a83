'use client';

import type { Request } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { DueWord } from '../due-word';
import styles from './request-state.module.css';

type Props = { request: Request; waiting: number; zone: string };

/** A waiting request: its place, by when there is an answer, and whether its clock stands still. */
export function Standing({ request, waiting, zone }: Props) {
  const { position, answerBy, pausedAt, overdue } = request;
  return (
    <p className={styles.standing}>
      <b>
        Place {position} of {Math.max(waiting, position ?? 0)}
      </b>
      <span>
        {overdue ? 'An answer was due ' : 'An answer by '}
        <Instant at={answerBy} zone={zone} />
      </span>
      <DueWord answerBy={answerBy} pausedAt={pausedAt} zone={zone} />
      {overdue && <span className={styles.soft}>The team sees that it is late, too.</span>}
    </p>
  );
}
