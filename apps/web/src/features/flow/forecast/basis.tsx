'use client';

import { type ForecastBasis, type ForecastRecord, type Stability } from '@weir/contract';
import { windowDays } from '@weir/domain';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { HelpLink } from '@/features/help/help-link';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';

/** What a forecast is based on, and whose days it speaks of. */
export function Basis({ basis, zone }: { basis: ForecastBasis; zone: string }) {
  const t = useTranslations();
  const dates = useDates();
  const { sample, daysWithDeliveries, days, from, trials, window } = basis;
  const foreign = dates.foreignZone(zone);
  return (
    <p>
      {t('forecastPage.basis.sample', { count: sample, on: daysWithDeliveries, days, from: dates.day(from) })}{' '}
      {days < window && t('forecastPage.basis.young')} {t('forecastPage.basis.trials', { trials })}{' '}
      {foreign && t('time.boardDay', { zone: foreign })} <HelpLink about="forecasts" />
    </p>
  );
}

/** Warns if the board’s pace changed within the window; a press takes the proposed one. */
export function StabilityWarning({
  stability,
  choose,
}: {
  stability: Stability | null;
  choose: (window: number) => void;
}) {
  const t = useTranslations();
  if (!stability?.advice) return null;
  const { advice, window } = stability;
  return (
    <Notice
      tone="warn"
      title={t('forecastPage.unstable.title')}
      actions={
        window !== null && (
          <Button size="small" onPress={() => choose(window)}>
            {t('forecastPage.unstable.choose', { days: window })}
          </Button>
        )
      }
    >
      {advice}
    </Notice>
  );
}

/** A longer window, where the one that was asked is too thin and the board is older than it. */
export function LongerWindow({
  basis: { window, days },
  choose,
}: {
  basis: ForecastBasis;
  choose: (window: number) => void;
}) {
  const t = useTranslations();
  if (days < window || window >= windowDays.most) return null;
  return (
    <Button onPress={() => choose(windowDays.most)}>
      {t('forecastPage.unknown.longer', { days: windowDays.most })}
    </Button>
  );
}

type OwnRecord = ForecastRecord | { unknown: string };

/** Warns on the forecast itself if such forecasts were wrong beyond chance. */
export function RecordWarning({ record }: { record: OwnRecord }) {
  const t = useTranslations();
  if ('unknown' in record || record.warning === null) return null;
  return (
    <Notice tone="warn" title={t('forecastPage.record.poor')}>
      {record.warning}
    </Notice>
  );
}

/** How often such forecasts were right. `href`: the track record of the board, or of several `together`. */
export function RecordWords({
  record,
  href,
  together = false,
}: {
  record: OwnRecord;
  href: string;
  together?: boolean;
}) {
  const t = useTranslations();
  return (
    <p>
      {'unknown' in record
        ? record.unknown
        : t('forecastPage.record.right', {
            source: together ? 'together' : record.source,
            held: record.held,
            count: record.forecasts,
            share: 0.85,
          })}{' '}
      <Link href={href}>{t('forecastPage.record.more')}</Link>
    </p>
  );
}
