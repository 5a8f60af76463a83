'use client';

import type { Request } from '@weir/contract';
import { ForecastRecord } from '@/components/data/forecast-record';
import { Instant } from '@/components/data/time';
import { useBoardKey } from '@/lib/context/board';
import { useTranslations } from '@/lib/words/use-translations';
import { DueWord } from '../due-word';
import { Fact } from '../fact';
import { ForecastLine } from '../forecast-line';
import styles from './request-status.module.css';

type Status = Pick<Request, 'position' | 'answerBy' | 'pausedAt' | 'overdue'>;

/** A waiting request: its place, when an answer is due, and whether its deadline is paused. */
export function RequestStatus({ request, waiting }: { request: Status; waiting?: number }) {
  const t = useTranslations();
  const { position, answerBy, pausedAt, overdue } = request;
  const place = position ?? 1;
  return (
    <p className={styles.status}>
      <b>
        {waiting === undefined
          ? t('requests.status.place', { place })
          : t('requests.status.placeOf', { place, waiting: Math.max(waiting, place) })}
      </b>
      <span>
        {t.rich('requests.status.answerBy', {
          overdue: overdue ? 'yes' : 'no',
          at: () => <Instant at={answerBy} />,
        })}
      </span>
      <DueWord answerBy={answerBy} pausedAt={pausedAt} />
      {overdue && <span className={styles.soft}>{t('requests.status.teamSees')}</span>}
    </p>
  );
}

/** What happens to a waiting request if nobody acts, and when it would be delivered. */
export function RequestOutlook({ request: { expiresAt, pausedAt, forecast } }: { request: Request }) {
  const t = useTranslations();
  const board = useBoardKey();
  return (
    <dl className={styles.facts}>
      {pausedAt && (
        <Fact name={t('requests.outlook.deadline')}>
          {t.rich('requests.outlook.paused', { at: () => <Instant at={pausedAt} /> })}
        </Fact>
      )}
      {forecast && (
        <Fact name={t('ask.status.forecast')}>
          <ForecastLine forecast={forecast} /> <ForecastRecord board={board} />
        </Fact>
      )}
      <Fact name={t('requests.outlook.unanswered')}>
        {t.rich('requests.outlook.expires', { at: () => <Instant at={expiresAt} /> })}
      </Fact>
    </dl>
  );
}
