import type { Forecast } from '@weir/contract';
import { Day } from '@/components/data/time';
import styles from './forecast-line.module.css';

/** When it would be delivered, and by how much that is known; or why nobody knows. */
export function ForecastLine({ forecast }: { forecast: Forecast }) {
  if ('unknown' in forecast)
    return (
      <span>
        <b>Nobody knows.</b> <span className={styles.soft}>{forecast.unknown}</span>
      </span>
    );
  const { p50, p85, sample, from } = forecast;
  return (
    <span>
      Half by{' '}
      <b>
        <Day date={p50} />
      </b>
      , 85 % by{' '}
      <b>
        <Day date={p85} />
      </b>
      .{' '}
      <span className={styles.soft}>
        From {sample} cards since <Day date={from} />.
      </span>
    </span>
  );
}
