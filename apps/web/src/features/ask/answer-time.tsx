'use client';

import type { BoardDoor } from '@weir/contract';
import { addWorkingTime } from '@weir/domain';
import { Instant, useNow } from '@/components/time';
import { answerTimeInWords, hoursInWords } from '@/features/intake/working-words';
import styles from './door-state.module.css';

/** How long an answer may take, and by when one would come to who asks now. */
export function AnswerTime({ door: { answerWithinHours, workingHours, timeZone } }: { door: BoardDoor }) {
  const now = useNow();
  const by = addWorkingTime(new Date(now), answerWithinHours, { workingHours, timeZone });
  return (
    <>
      Within <b>{answerTimeInWords(answerWithinHours, workingHours)}</b>: what is asked now has it by{' '}
      <Instant at={by.toISOString()} zone={timeZone} />.
      {workingHours && <span className={styles.soft}> The team works {hoursInWords(workingHours)}.</span>}
    </>
  );
}
