'use client';

import type { PublicFormInfo } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { answerTimeInWords, hoursInWords } from '../working-hours';
import styles from './guest.module.css';

/** What a stranger is to know before writing a word: how long an answer takes, or why asking is in vain now. */
export function FormDoorState({ door }: { door: PublicFormInfo }) {
  const { takes, why, retryAfterSeconds, timeZone, answerBy, answerWithinHours, workingHours } = door;
  if (takes)
    return (
      <p>
        You have an answer within <b>{answerTimeInWords(answerWithinHours, workingHours)}</b>: by{' '}
        <Instant at={answerBy} zone={timeZone} /> to what you confirm now.{' '}
        {workingHours && <span className={styles.soft}>The team works {hoursInWords(workingHours)}.</span>}
      </p>
    );
  const back = new Date(Date.now() + retryAfterSeconds * 1000).toISOString();
  return (
    <Notice tone="warn" title="Nothing is taken here right now" role="status">
      <p>{why}</p>
      {retryAfterSeconds > 0 && (
        <p>
          Come back <Instant at={back} zone={timeZone} />. Nobody keeps a hidden list: what is not sent is not
          waiting.
        </p>
      )}
    </Notice>
  );
}
