'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type RequestForecastRecord } from '@weir/contract';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './expected-date.module.css';

/** The record changes once a day. */
const anHour = 3_600_000;

/**
 * How often forecasts of a board’s requests were right, and a warning if that is not often enough. Nothing until it is known, and
 * for those who submit no requests.
 */
export function ForecastRecordLine({ board }: { board: string }) {
  const { slug, role } = useWorkspace();
  const { data } = useQuery({
    ...reading<RequestForecastRecord>(requestPaths.forecastRecord(slug, board)),
    enabled: can(role, 'submitRequests'),
    staleTime: anHour,
  });
  return data ? <RecordLine record={data} /> : null;
}

/** How often such forecasts were right, and a warning if that is not often enough. Shows nothing while it is unknown. */
export function RecordLine({ record }: { record: RequestForecastRecord }) {
  const t = useTranslations();
  if ('unknown' in record || record.forecasts === 0) return null;
  const { source, held, forecasts, warning } = record;
  return (
    <span className={styles.record} data-warns={warning !== null || undefined}>
      {warning ?? t('forecast.record', { source, held, count: forecasts, share: 0.85 })}
    </span>
  );
}
