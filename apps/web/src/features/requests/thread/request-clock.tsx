import type { Request } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { ForecastLine } from '../forecast-line';
import styles from './request-clock.module.css';

type Props = { request: Request; zone: string };

/** What becomes of a waiting request by itself, and when it would be delivered. */
export function RequestClock({ request: { expiresAt, pausedAt, forecast }, zone }: Props) {
  return (
    <dl className={styles.facts}>
      {pausedAt && (
        <div>
          <dt>Clock</dt>
          <dd>
            It stands still since <Instant at={pausedAt} zone={zone} />, until the question is answered. The
            times here move on by as long.
          </dd>
        </div>
      )}
      {forecast && (
        <div>
          <dt>If it were accepted now</dt>
          <dd>
            <ForecastLine forecast={forecast} />
          </dd>
        </div>
      )}
      <div>
        <dt>If nobody answers</dt>
        <dd>
          It ends by itself <Instant at={expiresAt} zone={zone} />, with a ticket to ask again. It is never
          just forgotten.
        </dd>
      </div>
    </dl>
  );
}
