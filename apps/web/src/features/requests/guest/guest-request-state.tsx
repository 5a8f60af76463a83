'use client';

import type { GuestRequest } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { DueWord } from '../due-word';
import styles from './guest.module.css';

/** A waiting request: its place, and by when there is an answer. */
export function GuestStanding({ request }: { request: GuestRequest }) {
  const { position, answerBy, pausedAt, overdue, board } = request;
  return (
    <p className={styles.standing}>
      <b>Place {position} in the queue</b>
      <span>
        {overdue ? 'An answer was due ' : 'An answer by '}
        <Instant at={answerBy} zone={board.timeZone} />
      </span>
      <DueWord answerBy={answerBy} pausedAt={pausedAt} zone={board.timeZone} />
      {overdue && <span className={styles.soft}>The team sees that it is late, too.</span>}
    </p>
  );
}
