'use client';

import type { BoardForecast, ForecastCounts } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import { Bars } from '../chart/bars';
import { Figure } from '../figure/figure';
import type { TableOf } from '../figure/table';
import { percentileNames, shareOf } from '../figures/percentiles';
import { useCertaintyColumn } from './certainty-column';

type Level = { name: keyof ForecastCounts; cards: number };
type Query = Parameters<typeof Figure<BoardForecast, Level>>[0]['query'];

/** How many cards are at least delivered by a day, with each certainty. */
export function CountsFigure({ query, name, day }: { query: Query; name: string; day: string }) {
  const t = useTranslations();
  const table = useTable();
  return (
    <Figure<BoardForecast, Level>
      title={t('forecastPage.delivered.title', { day })}
      lead={t('forecastPage.delivered.lead')}
      empty={t('forecastPage.unknown.title')}
      fileName={({ asked, today }) => `${name}-delivered-by-${asked.by}-${today}`}
      query={query}
      isEmpty={(data) => levelsOf(data).length === 0}
      chart={(data) => (
        <CountBars label={t('forecastPage.delivered.title', { day })} levels={levelsOf(data)} />
      )}
      table={(data) => table(levelsOf(data))}
    />
  );
}

/** The most certain first. */
function levelsOf({ delivered }: BoardForecast): Level[] {
  if (delivered === null || 'unknown' in delivered) return [];
  return percentileNames.toReversed().map((name) => ({ name, cards: delivered[name] }));
}

function CountBars({ label, levels }: { label: string; levels: readonly Level[] }) {
  const t = useTranslations();
  return (
    <Bars
      label={label}
      bars={levels.map(({ name, cards }) => ({
        id: name,
        name: t('forecastPage.certainty', { share: shareOf[name] }),
        amount: cards,
        text: t('forecastPage.delivered.answer', { count: cards }),
      }))}
    />
  );
}

function useTable() {
  const t = useTranslations();
  const certainty = useCertaintyColumn<Level>();
  return (rows: readonly Level[]): TableOf<Level> => ({
    rows,
    keyOf: ({ name }) => name,
    columns: [
      certainty,
      { name: 'cards', label: t('forecastPage.columns.atLeast'), value: ({ cards }) => cards },
    ],
  });
}
