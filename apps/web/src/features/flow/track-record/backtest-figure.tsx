'use client';

import type { Backtest } from '@weir/contract';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import figure from '../figure/figure.module.css';
import { KeptFigure } from './kept-figure';
import styles from './track-record.module.css';
import { useBacktest } from './use-scores';
import { verdictOf } from './verdict';

/** What forecasts on the past days of a board would have said, and how often that was right. */
export function BacktestFigure({ board, window }: { board: string; window: number | null }) {
  const query = useBacktest(board, window);
  return (
    <div className={styles.backtest}>
      <KeptFigure<Backtest>
        kind="backtest"
        query={query}
        name={({ today, window: days }) => `${board}-backtest-${days}-${today}`}
        scoresOf={({ scores }) => ('unknown' in scores ? {} : scores)}
        notes={(data) => <Tested data={data} />}
      />
    </div>
  );
}

/** How many days were tested and what came of it, or why that is unknown. */
function Tested({ data: { scores, windows, window, from, to } }: { data: Backtest }) {
  const t = useTranslations();
  const dates = useDates();
  if ('unknown' in scores) return <p className={figure.note}>{scores.unknown}</p>;
  const { held, forecasts, low, high } = scores.doneBy.p85;
  return (
    <p className={figure.note}>
      {t('trackRecord.backtest.tested', {
        count: windows,
        days: window,
        from: dates.day(from ?? ''),
        to: dates.day(to ?? ''),
      })}{' '}
      {t('trackRecord.backtest.right', { held, count: forecasts, share: 0.85 })}{' '}
      {t(`trackRecord.verdicts.${verdictOf(scores.doneBy)}`, { low, high })}
    </p>
  );
}
