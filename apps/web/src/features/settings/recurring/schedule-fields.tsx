'use client';

import { DateField, TimeField } from '@/components/form/date-field';
import { FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { Select } from '@/components/form/select';
import { useTranslations } from '@/lib/words/use-translations';
import { WeekdaysField } from '../intake/working-hours';
import type { RecurringValues } from './schedule-values';

type Props = {
  values: RecurringValues;
  set: (part: Partial<RecurringValues>) => void;
  error: (path: string) => string | undefined;
};

const units = ['days', 'weeks', 'months'] as const;

/** When a card recurs. */
export function ScheduleFields({ values, set, error }: Props) {
  const t = useTranslations();
  const { every, unit, weekdays, dayOfMonth, at, from, until } = values;
  const of = (name: string) => error(`schedule.${name}`);
  return (
    <>
      <FormRow>
        <NumberField
          label={t('recurring.every')}
          minValue={1}
          maxValue={365}
          value={every}
          onChange={(value) => set({ every: value })}
          error={of('every')}
        />
        <Select
          label={t('recurring.unit')}
          options={units.map((id) => ({ id, label: t('recurring.units', { unit: id, every: every || 1 }) }))}
          value={unit}
          onChange={(id) => set({ unit: id })}
        />
      </FormRow>
      {unit === 'weeks' && (
        <WeekdaysField
          label={t('recurring.weekdays')}
          value={weekdays}
          onChange={(days) => set({ weekdays: days })}
          isReadOnly={false}
          error={of('weekdays') && t('recurring.weekdaysMissing')}
        />
      )}
      <FormRow>
        {unit === 'months' && (
          <NumberField
            label={t('recurring.dayOfMonth')}
            description={dayOfMonth > 28 && t('recurring.lastDay')}
            minValue={1}
            maxValue={31}
            value={dayOfMonth}
            onChange={(value) => set({ dayOfMonth: value })}
            error={of('dayOfMonth')}
          />
        )}
        <TimeField
          label={t('recurring.at')}
          value={at}
          onChange={(value) => set({ at: value })}
          error={of('at')}
        />
      </FormRow>
      <FormRow>
        <DateField
          label={t('recurring.from')}
          value={from}
          onChange={(day) => set({ from: day })}
          error={of('from')}
        />
        <DateField
          label={t('recurring.until')}
          optional
          value={until}
          onChange={(day) => set({ until: day })}
          error={of('until')}
          saysZone={false}
        />
      </FormRow>
    </>
  );
}
