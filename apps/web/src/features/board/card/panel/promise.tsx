'use client';

import { useQuery } from '@tanstack/react-query';
import type { CardDetail, CardForecast, Request } from '@weir/contract';
import { requesterName } from '@weir/words';
import { ExpectedDate } from '@/components/data/expected-date';
import { ForecastRecord } from '@/components/data/forecast-record';
import { RecordLine } from '@/components/data/forecast-record-line';
import { Link } from '@/components/layout/link';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import styles from './promise.module.css';

/** The request that the card answers, and when its requester reads that it is expected. `level` is that of the heading. */
export function Promised({
  request: { number, ref, requester },
  level,
}: {
  request: NonNullable<CardDetail['request']>;
  level: 2 | 3;
}) {
  const { board } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const query = useQuery(reading<Request>(requestPaths.request(slug, board.key, number)));
  const work = query.data?.work;
  const Heading = `h${level}` as const;
  return (
    <section className={styles.promise} aria-label={t('card.promise.title')}>
      <Heading>{t('card.promise.title')}</Heading>
      <p>
        {t.rich('card.promise.request', {
          ref,
          name: requesterName(t, requester),
          link: (text) => <Link href={`/${slug}/${board.key}/requests/${number}`}>{text}</Link>,
        })}
      </p>
      {work && work.state !== 'delivered' && work.state !== 'takenOff' && (
        <>
          <ExpectedDate expected={work.expected} />
          <ForecastRecord board={board.key} />
        </>
      )}
    </section>
  );
}

/** When a card without a request is expected to be delivered, by its place on the board, and how often such forecasts were right. */
export function Expected({ number, level }: { number: number; level: 2 | 3 }) {
  const { board } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const { data } = useQuery(reading<CardForecast>(cardPaths.forecast(slug, board.key, number)));
  const Heading = `h${level}` as const;
  if (!data || data.ahead === null) return null;
  return (
    <section className={styles.promise} aria-label={t('card.expected.title')}>
      <Heading>{t('card.expected.title')}</Heading>
      <ExpectedDate expected={data.inPlace} />
      <RecordLine record={data.record} />
    </section>
  );
}
