'use client';

import { Day, Instant } from '@/components/data/time';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './ask.module.css';
import { type Promised, useAnswerDue } from './use-answer-due';

/**
 * While a request is written, what the day on which it is needed does to its answer: it is due earlier, or it may come
 * after that day, and which day would do.
 */
export function AnswerForNeed({ neededBy, promised }: { neededBy: string; promised: Promised }) {
  const t = useTranslations();
  const { at, need, inTimeFrom } = useAnswerDue(promised, neededBy);
  return (
    <p role="status" className={need === 'late' ? styles.late : styles.earlier}>
      {need === 'late' && t.rich('ask.fields.answerAfterNeed', { day: () => <Day date={inTimeFrom} long /> })}
      {need === 'earlier' && t.rich('ask.fields.answerForNeed', { at: () => <Instant at={at} /> })}
    </p>
  );
}
