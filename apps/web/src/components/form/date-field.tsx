'use client';

import { Input, TextField as RacTextField } from 'react-aria-components';
import { useBoardZone } from '@/lib/context/board';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './field.module.css';
import { FieldFoot, FieldLabel, type FieldProps } from './text-field';

/**
 * A date, with the browser's own calendar. The value is `2026-03-01`, or empty. On a board's pages it is a day of the
 * board, and says so where the reader's clock differs.
 */
export function DateField({
  label,
  description,
  error,
  optional,
  value,
  onChange,
  min,
  max,
}: FieldProps & { value: string; onChange: (day: string) => void; min?: string; max?: string }) {
  const t = useTranslations();
  const boardZone = useBoardZone();
  const zone = useDates().foreignZone(boardZone);
  const note = zone && t('time.boardDay', { zone });
  return (
    <RacTextField
      validationBehavior="aria"
      className={styles.field}
      isInvalid={Boolean(error)}
      type="date"
      value={value}
      onChange={onChange}
    >
      <FieldLabel label={label} optional={optional} />
      <Input className={styles.input} min={min} max={max} />
      <FieldFoot
        description={
          description && note ? (
            <>
              {description} {note}
            </>
          ) : (
            (description ?? note)
          )
        }
        error={error}
      />
    </RacTextField>
  );
}

/** A time of day, with the browser's own picker. The value is `09:00`, or empty. */
export function TimeField({
  label,
  description,
  error,
  optional,
  value,
  onChange,
  isReadOnly = false,
}: FieldProps & { value: string; onChange: (time: string) => void; isReadOnly?: boolean }) {
  return (
    <RacTextField
      validationBehavior="aria"
      className={styles.field}
      isInvalid={Boolean(error)}
      type="time"
      value={value}
      onChange={onChange}
      isReadOnly={isReadOnly}
    >
      <FieldLabel label={label} optional={optional} />
      <Input className={`${styles.input} ${styles.time}`} />
      <FieldFoot description={description} error={error} />
    </RacTextField>
  );
}
