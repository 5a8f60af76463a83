'use client';

import { type ReactNode, useId } from 'react';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './field.module.css';

export type FieldProps = {
  label: ReactNode;
  /** Help below the field. */
  description?: ReactNode;
  /** What is wrong with the value. Marks the field as invalid. */
  error?: string | undefined;
  /** Fields are required, unless this marks them as optional. */
  optional?: boolean;
};

/** The ids and attributes that link a control to its label, help and error. */
type Links = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

/** The label, help and error around a control of the browser's own. */
export function Field({
  label,
  description,
  error,
  optional,
  beside,
  children,
}: FieldProps & {
  /** Shown at the end of the line below the control. */
  beside?: ReactNode;
  children: (links: Links) => ReactNode;
}) {
  const id = useId();
  const note = useId();
  const hasNote = Boolean(error) || Boolean(description);
  const foot = hasNote && (
    <span id={note} className={error ? styles.error : styles.help}>
      {error ?? description}
    </span>
  );
  return (
    <div className={styles.field}>
      {/* Without a label the control has its name from `aria-label`. */}
      {label && (
        <label htmlFor={id} className={styles.label}>
          {label}
          {optional && <Optional />}
        </label>
      )}
      {children({
        id,
        'aria-describedby': hasNote ? note : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {beside === undefined ? (
        foot
      ) : (
        <div className={styles.foot}>
          {foot}
          {beside}
        </div>
      )}
    </div>
  );
}

/** Marks the label of a field that may stay empty. */
export function Optional() {
  const t = useTranslations();
  return <span className={styles.optional}> {t('components.field.optional')}</span>;
}
