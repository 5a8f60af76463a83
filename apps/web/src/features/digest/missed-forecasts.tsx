'use client';

import type { BoardDigest } from '@weir/contract';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './digest.module.css';

/** Forecasts of a board at 85% that were wrong and whose outcome became known in a week. */
export function Missed({ digest: { board, forecasts } }: { digest: BoardDigest }) {
  const t = useTranslations();
  const dates = useDates();
  const { scored, missed, missedTotal } = forecasts;
  if (missedTotal === 0) return <p className={styles.soft}>{t('digest.forecasts.none', { scored })}</p>;
  const dayOf = (value: string | number | null) => (value === null ? 'none' : dates.day(String(value)));
  const textOf = ({ kind, day, items, by, said, outcome, request }: (typeof missed)[number]) => {
    const on = dates.day(day);
    switch (kind) {
      case 'doneBy':
        return t('digest.forecasts.doneBy', {
          items: items ?? 0,
          said: dayOf(said),
          day: on,
          outcome: dayOf(outcome),
        });
      case 'delivered':
        return t('digest.forecasts.delivered', {
          said: Number(said),
          by: dayOf(by),
          day: on,
          outcome: Number(outcome),
        });
      case 'request':
        return t('digest.forecasts.request', {
          ref: `${board}-R${request}`,
          said: dayOf(said),
          day: on,
          outcome: dayOf(outcome),
        });
    }
  };
  return (
    <>
      <p>{t('digest.forecasts.sum', { missed: missedTotal, scored })}</p>
      <ul className={styles.list}>
        {missed.map((each) => (
          <li key={JSON.stringify(each)}>{textOf(each)}</li>
        ))}
      </ul>
    </>
  );
}
