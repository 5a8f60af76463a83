'use client';

import type { Forecast } from '@weir/contract';
import { Day } from '@/components/data/time';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './forecast-line.module.css';

/** When a request would be delivered and how much history that is based on, or why it is unknown. */
export function ForecastLine({ forecast }: { forecast: Forecast }) {
  const t = useTranslations();
  const soft = (text: React.ReactNode) => <span className={styles.soft}>{text}</span>;
  const b = (text: React.ReactNode) => <b>{text}</b>;
  if ('unknown' in forecast)
    return <span>{t.rich('requests.forecast.unknown', { why: forecast.unknown, b, soft })}</span>;
  const { p50, p85, sample, from } = forecast;
  return (
    <span>
      {t.rich('requests.forecast.known', {
        p50: () => <Day date={p50} />,
        p85: () => <Day date={p85} />,
        from: () => <Day date={from} />,
        sample,
        b,
        soft,
      })}
    </span>
  );
}
