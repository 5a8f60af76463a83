'use client';

import { Checkbox, CheckboxGroup, FieldError, Label } from 'react-aria-components';
import choice from '@/components/form/choice.module.css';
import { weekdays } from '@/features/requests/working-hours';
import styles from './policy.module.css';

type Props = {
  label: string;
  optional?: boolean;
  value: number[];
  onChange: (days: number[]) => void;
  isReadOnly: boolean;
  error?: string | undefined;
};

/** Days of the week, each chosen or not; in their order. */
export function WeekdaysField({ label, optional, value, onChange, isReadOnly, error }: Props) {
  return (
    <CheckboxGroup
      className={styles.field ?? ''}
      value={value.map(String)}
      onChange={(days) => onChange(days.map(Number).sort((one, other) => one - other))}
      isReadOnly={isReadOnly}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <Label className={styles.label}>
        {label}
        {optional && <span className={styles.optional}> (optional)</span>}
      </Label>
      <div className={styles.days}>
        {weekdays.map(({ id, name, short }) => (
          <Checkbox
            key={id}
            value={String(id)}
            aria-label={name}
            className={`${choice.choice} ${styles.day}`}
          >
            {short}
          </Checkbox>
        ))}
      </div>
      <FieldError className={styles.fault ?? ''}>{error}</FieldError>
    </CheckboxGroup>
  );
}
