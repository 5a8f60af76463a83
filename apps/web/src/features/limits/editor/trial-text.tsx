import type { Limit } from '@weir/contract';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';

/** The last day of the limit’s trial, and the maximum before it. Shows nothing for a limit without a trial. */
export function TrialText({ limit: { trial } }: { limit: Pick<Limit, 'trial'> }) {
  const t = useTranslations();
  const dates = useDates();
  if (!trial) return null;
  return <p>{t('limits.trial', { day: dates.day(trial.endsOn), was: trial.was ?? -1 })}</p>;
}
