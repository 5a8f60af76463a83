'use client';

import type { WorkingHours } from '@weir/contract';
import { useState } from 'react';
import { Checkbox, CheckboxGroup, FieldError, Label } from 'react-aria-components';
import choice from '@/components/choice/choice.module.css';
import { Day } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { DateField, TimeField } from '@/components/form/date-field';
import { FormRow } from '@/components/form/form';
import { Glyph } from '@/components/icon/glyph';
import { useWorkingHours, weekdays } from '@/features/requests/use-working-hours';
import { isDay } from '@/lib/days';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './policy.module.css';

type Props = {
  value: WorkingHours;
  onChange: (part: Partial<WorkingHours>) => void;
  isReadOnly: boolean;
  errorOf: (name: keyof WorkingHours) => string | undefined;
};

/** The days and hours in which the team works, and its holidays. */
export function WorkingHoursFields({ value, onChange, isReadOnly, errorOf }: Props) {
  const t = useTranslations();
  return (
    <div className={styles.hours}>
      <WeekdaysField
        label={t('intakePolicy.answer.days')}
        value={value.days}
        onChange={(days) => onChange({ days })}
        isReadOnly={isReadOnly}
        error={errorOf('days') && t('intakePolicy.answer.daysMissing')}
      />
      <FormRow>
        <TimeField
          label={t('intakePolicy.answer.from')}
          value={value.from}
          onChange={(from) => onChange({ from })}
          isReadOnly={isReadOnly}
          error={errorOf('from') && t('intakePolicy.answer.fromMissing')}
        />
        <TimeField
          label={t('intakePolicy.answer.to')}
          value={value.to}
          onChange={(to) => onChange({ to })}
          isReadOnly={isReadOnly}
          error={errorOf('to') && t('intakePolicy.answer.toMissing')}
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

/** Chooses weekdays; the value is in the order of the week. */
export function WeekdaysField({
  label,
  optional,
  value,
  onChange,
  isReadOnly,
  error,
}: {
  label: string;
  optional?: boolean;
  value: number[];
  onChange: (days: number[]) => void;
  isReadOnly: boolean;
  error?: string | undefined;
}) {
  const t = useTranslations();
  const { weekday } = useWorkingHours();
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
        {optional && <span className={styles.optional}> {t('components.field.optional')}</span>}
      </Label>
      <div className={styles.choices}>
        {weekdays.map((day) => (
          <Checkbox
            key={day}
            value={String(day)}
            aria-label={weekday(day)}
            className={`${choice.choice} ${styles.choice}`}
          >
            {weekday(day, 'short')}
          </Checkbox>
        ))}
      </div>
      <FieldError className={styles.fault ?? ''}>{error}</FieldError>
    </CheckboxGroup>
  );
}

/** The days on which nobody works. They are added and removed one by one and stay sorted. */
function HolidaysField({
  value,
  onChange,
  isReadOnly,
  error,
}: {
  value: string[];
  onChange: (days: string[]) => void;
  isReadOnly: boolean;
  error: string | undefined;
}) {
  const t = useTranslations();
  const dates = useDates();
  const [next, setNext] = useState('');
  const add = () => {
    if (!isDay(next)) return;
    onChange([...new Set([...value, next])].sort());
    setNext('');
  };
  return (
    <fieldset className={styles.field} aria-label={t('intakePolicy.answer.holidays')}>
      {!isReadOnly && (
        <div className={styles.add}>
          <DateField label={t('intakePolicy.answer.holiday')} optional value={next} onChange={setNext} />
          <Button onPress={add} isDisabled={!isDay(next)}>
            {t('intakePolicy.answer.addHoliday')}
          </Button>
        </div>
      )}
      {value.length > 0 && (
        <ul className={styles.holidays}>
          {value.map((holiday) => (
            <li key={holiday} className={styles.holiday}>
              <Day date={holiday} />
              {!isReadOnly && (
                <Button
                  variant="plain"
                  className={styles.remove ?? ''}
                  aria-label={t('intakePolicy.answer.removeHoliday', {
                    day: dates.day(holiday, { long: true }),
                  })}
                  onPress={() => onChange(value.filter((other) => other !== holiday))}
                >
                  <Glyph name="close" size={12} />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {error && <p className={styles.fault}>{error}</p>}
    </fieldset>
  );
}
