'use client';

import { useFormatter } from 'next-intl';
import type { ReactNode } from 'react';
import { useTranslations } from '@/lib/words/use-translations';
import { Figure } from '../figure/figure';
import type { TableOf } from '../figure/table';
import { shareOf } from '../figures/percentiles';
import { KeptChart, KeptFoot } from './kept-chart';
import { type Kept, keptOf, type SortScores } from './series';

/** How many forecasts of each certainty were right: of those that were shown, or of a backtest. */
export function KeptFigure<Data>({
  kind,
  query,
  name,
  scoresOf,
  controls,
  notes,
}: {
  kind: 'kept' | 'backtest';
  query: Parameters<typeof Figure<Data, Kept>>[0]['query'];
  /** Of its files. */
  name: (data: Data) => string;
  scoresOf: (data: Data) => SortScores;
  controls?: ReactNode;
  notes?: (data: Data) => ReactNode;
}) {
  const t = useTranslations();
  const table = useTable();
  const title = t(`trackRecord.${kind}.title`);
  return (
    <Figure<Data, Kept>
      title={title}
      lead={t(`trackRecord.${kind}.lead`)}
      empty={t(`trackRecord.${kind}.empty`)}
      fileName={name}
      query={query}
      controls={controls}
      {...(notes && { notes })}
      isEmpty={(data) => keptOf(scoresOf(data)).length === 0}
      chart={(data, keys) => <KeptChart title={title} kept={keptOf(scoresOf(data))} keys={keys} />}
      table={(data) => table(keptOf(scoresOf(data)))}
    >
      {(data) => <KeptFoot kept={keptOf(scoresOf(data))} />}
    </Figure>
  );
}

function useTable() {
  const t = useTranslations();
  const format = useFormatter();
  const percent = (share: number) => format.number(share, { style: 'percent' });
  return (rows: readonly Kept[]): TableOf<Kept> => ({
    rows,
    keyOf: ({ sort, level }) => `${sort} ${level}`,
    columns: [
      {
        name: 'sort',
        label: t('trackRecord.columns.sort'),
        value: ({ sort }) => sort,
        shown: ({ sort }) => t(`trackRecord.sorts.${sort}`),
      },
      {
        name: 'certainty',
        label: t('trackRecord.columns.said'),
        value: ({ level }) => shareOf[level],
        shown: ({ level }) => percent(shareOf[level]),
      },
      { name: 'forecasts', label: t('trackRecord.columns.forecasts'), value: ({ forecasts }) => forecasts },
      { name: 'held', label: t('trackRecord.columns.right'), value: ({ held }) => held },
      { name: 'surpassed', label: t('trackRecord.columns.surpassed'), value: ({ surpassed }) => surpassed },
      {
        name: 'share',
        label: t('trackRecord.columns.share'),
        value: ({ share }) => share,
        shown: ({ share }) => percent(share ?? 0),
      },
      {
        name: 'low',
        label: t('trackRecord.columns.low'),
        value: ({ low }) => low,
        shown: ({ low }) => percent(low),
      },
      {
        name: 'high',
        label: t('trackRecord.columns.high'),
        value: ({ high }) => high,
        shown: ({ high }) => percent(high),
      },
      {
        name: 'independent',
        label: t('trackRecord.columns.independent'),
        value: ({ independent }) => independent,
        shown: ({ independent }) => format.number(independent, { maximumFractionDigits: 1 }),
      },
    ],
  });
}
