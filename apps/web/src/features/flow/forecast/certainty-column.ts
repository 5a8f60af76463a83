'use client';

import { useFormatter } from 'next-intl';
import { useTranslations } from '@/lib/words/use-translations';
import type { Column } from '../figure/table';
import { type percentileNames, shareOf } from '../figures/percentiles';

/** The column with how certain the value of a row is. */
export function useCertaintyColumn<Row extends { name: (typeof percentileNames)[number] }>(): Column<Row> {
  const t = useTranslations();
  const format = useFormatter();
  return {
    name: 'certainty',
    label: t('forecastPage.columns.certainty'),
    value: ({ name }) => name,
    shown: ({ name }) => format.number(shareOf[name], { style: 'percent' }),
  };
}
