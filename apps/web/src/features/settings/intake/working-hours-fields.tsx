'use client';

import type { WorkingHours } from '@weir/contract';
import { TimeField } from '@/components/form/date-field';
import { FormRow } from '@/components/form/form';
import { HolidaysField } from './holidays-field';
import styles from './policy.module.css';
import { WeekdaysField } from './weekdays-field';

type Props = {
  value: WorkingHours;
  onChange: (part: Partial<WorkingHours>) => void;
  isReadOnly: boolean;
  errorOf: (name: keyof WorkingHours) => string | undefined;
};

/** On which days from when to when the team works, and on which days of these it does not. */
export function WorkingHoursFields({ value, onChange, isReadOnly, errorOf }: Props) {
  return (
    <div className={styles.hours}>
      <WeekdaysField
        label="Days"
        value={value.days}
        onChange={(days) => onChange({ days })}
        isReadOnly={isReadOnly}
        error={errorOf('days') && 'Choose one at least.'}
      />
      <FormRow>
        <TimeField
          label="From"
          value={value.from}
          onChange={(from) => onChange({ from })}
          isReadOnly={isReadOnly}
          error={errorOf('from') && 'A time of day, as 09:00.'}
        />
        <TimeField
          label="To"
          value={value.to}
          onChange={(to) => onChange({ to })}
          isReadOnly={isReadOnly}
          error={errorOf('to') && 'A time of day after the first.'}
        />
      </FormRow>
      <HolidaysField
        value={value.holidays}
        onChange={(holidays) => onChange({ holidays })}
        isReadOnly={isReadOnly}
        error={errorOf('holidays')}
      />
    </div>
  );
}
