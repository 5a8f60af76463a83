'use client';

import type { MissedForecast, MissedForecasts } from '@weir/contract';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { Figure } from '../figure/figure';
import { FigureFoot } from '../figure/figure-foot';
import type { TableOf } from '../figure/table';
import styles from './track-record.module.css';
import { promisedBy, useMissedWords } from './use-missed-words';
import { useMissed } from './use-scores';

/** Forecasts that are listed. The table and the file have all that the API gives. */
const mostListed = 12;

/** Forecasts that were wrong, the newest first. Each opens its request, or the figures of its days. */
export function MissedFigure({ window }: { window: number | null }) {
  const t = useTranslations();
  const query = useMissed(window);
  const table = useTable();
  return (
    <Figure<MissedForecasts, MissedForecast>
      title={t('trackRecord.missed.title')}
      lead={t('trackRecord.missed.lead')}
      empty={t('trackRecord.missed.empty')}
      fileName={({ boards, from, to }) =>
        `${boards.length === 1 ? boards[0] : 'forecasts'}-missed-${from}-${to}`
      }
      query={query}
      isEmpty={({ forecasts }) => forecasts.length === 0}
      chart={({ forecasts }) => <Missed forecasts={forecasts.slice(0, mostListed)} />}
      table={({ forecasts }) => table(forecasts)}
    >
      {({ missed, forecasts }) =>
        missed > mostListed && (
          <FigureFoot>
            <p>
              {t('trackRecord.missed.newest', {
                count: Math.min(mostListed, forecasts.length),
                inTable: forecasts.length,
                total: missed,
              })}
            </p>
          </FigureFoot>
        )
      }
    </Figure>
  );
}

function Missed({ forecasts }: { forecasts: readonly MissedForecast[] }) {
  const t = useTranslations();
  const dates = useDates();
  const { promiseOf, outcomeOf } = useMissedWords();
  const hrefOf = useHref();
  return (
    <ul className={styles.missed}>
      {forecasts.map((forecast) => (
        <li key={keyOf(forecast)}>
          <Link href={hrefOf(forecast)}>{promiseOf(forecast)}</Link>
          <span>{outcomeOf(forecast)}</span>
          <small>
            {t('trackRecord.missed.shown', { board: boardOf(forecast), day: dates.shortDay(forecast.day) })}
          </small>
        </li>
      ))}
    </ul>
  );
}

/** The key of the board, or the keys of all boards of the forecast. */
function boardOf(forecast: MissedForecast): string {
  return forecast.kind === 'together' ? forecast.boards.map(({ key }) => key).join(', ') : forecast.board;
}

function keyOf(forecast: MissedForecast): string {
  return JSON.stringify(forecast);
}

/** The page that explains it: the request, the card, or the flow figures of its days. */
function useHref() {
  const { slug } = useWorkspace();
  return (forecast: MissedForecast) => {
    const home = `/${slug}/${forecast.board}`;
    const days = new URLSearchParams({ from: forecast.day, to: forecast.due });
    switch (forecast.kind) {
      case 'request':
        return `${home}/requests/${forecast.request}`;
      case 'card':
        return `${home}/cards/${forecast.card}`;
      case 'together':
        days.set('boards', forecast.boards.map(({ key }) => key).join(','));
        return `/${slug}/flow?${days}`;
      default:
        return `${home}/flow?${days}`;
    }
  };
}

function useTable() {
  const t = useTranslations();
  const dates = useDates();
  const { promiseOf, shortly, outcomeOf } = useMissedWords();
  const hrefOf = useHref();
  return (rows: readonly MissedForecast[]): TableOf<MissedForecast> => ({
    rows,
    keyOf,
    columns: [
      { name: 'board', label: t('flow.columns.board'), value: boardOf },
      {
        name: 'kind',
        label: t('trackRecord.columns.promised'),
        value: ({ kind }) => kind,
        shown: (row) => <Link href={hrefOf(row)}>{promiseOf(row)}</Link>,
      },
      {
        name: 'day',
        label: t('trackRecord.columns.shown'),
        value: ({ day }) => day,
        shown: ({ day }) => dates.day(day),
      },
      {
        name: 'due',
        label: t('trackRecord.columns.due'),
        value: ({ due }) => due,
        shown: ({ due }) => dates.day(due),
      },
      {
        name: 'promised',
        label: t('trackRecord.columns.value'),
        value: promisedBy,
        shown: shortly,
      },
      {
        name: 'outcome',
        label: t('trackRecord.columns.outcome'),
        value: (row) => (row.kind === 'chance' ? `${row.happened}` : row.outcome),
        shown: outcomeOf,
      },
      {
        name: 'window',
        label: t('trackRecord.columns.window'),
        value: (row) => row.window,
      },
    ],
  });
}
