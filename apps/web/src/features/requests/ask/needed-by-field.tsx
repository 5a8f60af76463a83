'use client';

import { Day, Instant } from '@/components/data/time';
import { DateField } from '@/components/form/date-field';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './ask.module.css';
import { type Promised, useAnswerDue } from './use-answer-due';

type Props = {
  field: { value: string; onChange: (day: string) => void; error?: string };
  optional: boolean;
  /** The board's today. */
  min: string;
  /** By what the board promises its answers. Null while a request keeps its day, and so its deadline. */
  promised: Promised | null;
};

/** The day on which a request is needed, and while it is written, what that does to the answer. */
export function NeededByField({ field, optional, min, promised }: Props) {
  const t = useTranslations();
  return (
    <div className={styles.need}>
      <DateField label={t('ask.fields.neededBy')} optional={optional} min={min} {...field} />
      {promised && <AnswerForNeed neededBy={field.value} promised={promised} />}
    </div>
  );
}

/** The answer is due earlier, or it may come after that day, and which day would do. */
function AnswerForNeed({ neededBy, promised }: { neededBy: string; promised: Promised }) {
  const t = useTranslations();
  const { at, need, inTimeFrom } = useAnswerDue(promised, neededBy);
  return (
    <p role="status" className={need === 'late' ? styles.late : styles.earlier}>
      {need === 'late' && t.rich('ask.fields.answerAfterNeed', { day: () => <Day date={inTimeFrom} long /> })}
      {need === 'earlier' && t.rich('ask.fields.answerForNeed', { at: () => <Instant at={at} /> })}
    </p>
  );
}
