'use client';

import type { Request } from '@weir/contract';
import { Instant, useNow } from '@/components/time';
import { DueWord } from '@/features/intake/due-word';
import styles from './standing.module.css';

type Props = { request: Request; waiting: number; zone: string };

/** A waiting request: its place, and by when there is an answer. */
export function Standing({ request: { position, answerBy }, waiting, zone }: Props) {
  const isLate = Date.parse(answerBy) <= useNow();
  return (
    <p className={styles.standing}>
      <b>
        Place {position} of {waiting}
      </b>
      <span>
        {isLate ? 'An answer was due ' : 'An answer by '}
        <Instant at={answerBy} zone={zone} />
      </span>
      <DueWord answerBy={answerBy} zone={zone} />
      {isLate && <span className={styles.soft}>The team sees that it is late, too.</span>}
    </p>
  );
}
