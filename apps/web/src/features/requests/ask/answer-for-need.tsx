'use client';

import { computeDeadlines, firstDayInTime } from '@weir/domain';
import { Day, Instant, useNow } from '@/components/data/time';
import { isDay } from '@/lib/days';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './ask.module.css';

type Promised = Parameters<typeof firstDayInTime>[1] & { answerWithinHours: number };

/**
 * While a request is written, what the day on which it is needed does to its answer: it is due earlier, or it may come
 * after that day, and which day would do.
 */
export function AnswerForNeed({ neededBy, promised }: { neededBy: string; promised: Promised }) {
  const t = useTranslations();
  const now = new Date(useNow());
  const first = firstDayInTime(now, promised);
  const isLate = isDay(neededBy) && neededBy < first;
  const dueFor = (day: string | null) =>
    computeDeadlines(now, { ...promised, remindBeforeHours: null, graceHours: 0 }, day).answerBy;
  const earlier = isDay(neededBy) && !isLate && dueFor(neededBy) < dueFor(null) && dueFor(neededBy);
  return (
    <p role="status" className={isLate ? styles.late : styles.earlier}>
      {isLate && t.rich('ask.fields.answerAfterNeed', { day: () => <Day date={first} long /> })}
      {earlier && t.rich('ask.fields.answerForNeed', { at: () => <Instant at={earlier.toISOString()} /> })}
    </p>
  );
}
