'use client';

import type { MissedForecast } from '@weir/contract';
import { daysBetween } from '@weir/domain';
import { useFormatter } from 'next-intl';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';

/** The day, the number of cards or the percentage that was said. */
export function promisedBy(forecast: MissedForecast): string | number {
  return forecast.kind === 'chance' ? forecast.percent : forecast.promised;
}

/** What a forecast that missed said, and what happened. */
export function useMissedWords() {
  const t = useTranslations();
  const dates = useDates();
  const format = useFormatter();
  const late = (promised: string, outcome: string | null, due: string) =>
    outcome === null
      ? t('trackRecord.missed.notDelivered', { day: dates.shortDay(due) })
      : t('trackRecord.missed.late', {
          day: dates.shortDay(outcome),
          days: daysBetween(promised, outcome),
        });
  return {
    promiseOf: (forecast: MissedForecast): string => {
      const due = dates.shortDay(forecast.due);
      switch (forecast.kind) {
        case 'doneBy':
          return t('trackRecord.missed.doneBy', {
            count: forecast.items,
            day: dates.shortDay(forecast.promised),
          });
        case 'door':
          return t('trackRecord.missed.door', {
            count: forecast.items,
            day: dates.shortDay(forecast.promised),
          });
        case 'card':
          return t('trackRecord.missed.request', {
            ref: `${forecast.board}-${forecast.card}`,
            day: dates.shortDay(forecast.promised),
          });
        case 'together':
          return t('trackRecord.missed.doneBy', {
            count: forecast.boards.reduce((sum, { items }) => sum + items, 0),
            day: dates.shortDay(forecast.promised),
          });
        case 'delivered':
          return t('trackRecord.missed.delivered', { count: forecast.promised, day: due });
        case 'chance':
          return t('trackRecord.missed.chance', {
            count: forecast.items,
            day: due,
            share: forecast.percent / 100,
          });
        case 'request':
          return t('trackRecord.missed.request', {
            ref: `${forecast.board}-R${forecast.request}`,
            day: dates.shortDay(forecast.promised),
          });
      }
    },
    /** The same without what it is about. */
    shortly: (forecast: MissedForecast): string => {
      if (forecast.kind === 'chance') return format.number(forecast.percent / 100, { style: 'percent' });
      if (forecast.kind === 'delivered') return format.number(forecast.promised);
      return dates.day(forecast.promised);
    },
    outcomeOf: (forecast: MissedForecast): string => {
      switch (forecast.kind) {
        case 'doneBy':
        case 'door':
        case 'card':
        case 'together':
        case 'request':
          return late(forecast.promised, forecast.outcome, forecast.due);
        case 'delivered':
          return t('flow.delivered', { count: forecast.outcome });
        case 'chance':
          return t('trackRecord.missed.happened', { happened: `${forecast.happened}` });
      }
    },
  };
}
