'use client';

import { useBoardZone } from '@/lib/context/board';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { Field, type FieldProps } from './field';
import styles from './field.module.css';

/**
 * A date, with the browser's own calendar. The value is `2026-03-01`, or empty. On a board's pages it is a day of the
 * board, and says so where the reader's clock differs. `saysZone`: false if the field before it shows the zone.
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
  saysZone = true,
}: FieldProps & {
  value: string;
  onChange: (day: string) => void;
  min?: string;
  max?: string;
  saysZone?: boolean;
}) {
  const t = useTranslations();
  const boardZone = useBoardZone();
  const zone = useDates().foreignZone(boardZone);
  const note = zone && saysZone && t('time.boardDay', { zone });
  const help =
    description && note ? (
      <>
        {description} {note}
      </>
    ) : (
      (description ?? note)
    );
  return (
    <Field label={label} description={help} error={error} optional={optional ?? false}>
      {(links) => (
        <input
          {...links}
          type="date"
          className={styles.input}
          min={min}
          max={max}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
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
    <Field label={label} description={description} error={error} optional={optional ?? false}>
      {(links) => (
        <input
          {...links}
          type="time"
          className={`${styles.input} ${styles.time}`}
          value={value}
          readOnly={isReadOnly}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
