'use client';

import type { RequesterBoard } from '@weir/contract';
import { addWorkingTime } from '@weir/domain';
import { Instant, useNow } from '@/components/data/time';
import { answerTimeInWords, hoursInWords } from '../working-hours';
import styles from './door-state.module.css';

/** How long an answer may take, and by when one would come to who asks now, if anything is taken. */
export function AnswerTime({ door }: { door: RequesterBoard }) {
  const { answerWithinHours, workingHours, timeZone, classes } = door;
  const now = useNow();
  const by = addWorkingTime(new Date(now), answerWithinHours, { workingHours, timeZone });
  return (
    <>
      Within <b>{answerTimeInWords(answerWithinHours, workingHours)}</b>
      {classes.length > 0 && (
        <>
          : what is {classes.includes('standard') ? 'asked' : 'taken'} now has it by{' '}
          <Instant at={by.toISOString()} zone={timeZone} />
        </>
      )}
      .{workingHours && <span className={styles.soft}> The team works {hoursInWords(workingHours)}.</span>}
    </>
  );
}
