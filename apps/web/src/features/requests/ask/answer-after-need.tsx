'use client';

import { firstDayInTime } from '@weir/domain';
import { Day, useNow } from '@/components/data/time';
import { isDay } from '@/lib/days';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './ask.module.css';

type Calendar = Parameters<typeof firstDayInTime>[1];

/** While a request is written: that its answer may come after the day on which it is needed, and which day would do. */
export function AnswerAfterNeed({ neededBy, calendar }: { neededBy: string; calendar: Calendar }) {
  const t = useTranslations();
  const first = firstDayInTime(new Date(useNow()), calendar);
  const isLate = isDay(neededBy) && neededBy < first;
  return (
    <p role="status" className={styles.late}>
      {isLate && t.rich('ask.fields.answerAfterNeed', { day: () => <Day date={first} long /> })}
    </p>
  );
}
