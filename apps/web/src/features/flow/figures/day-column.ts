'use client';

import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import type { Column } from '../figure/table';

/** The column that names the day of a row. */
export function useDayColumn<Row extends { day: string }>(): Column<Row> {
  const t = useTranslations();
  const dates = useDates();
  return {
    name: 'day',
    label: t('flow.columns.day'),
    value: ({ day }) => day,
    shown: ({ day }) => dates.day(day),
  };
}
