import type { Limit } from '@weir/contract';
import { Link } from '@/components/layout/link';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';

/** The last day of the limit’s trial, as a link to the trial, and the maximum before it. Shows nothing for a limit without a trial. */
export function TrialText({ limit: { trial } }: { limit: Pick<Limit, 'trial'> }) {
  const t = useTranslations();
  const dates = useDates();
  const { slug } = useWorkspace();
  const board = useBoardKey();
  if (!trial) return null;
  return (
    <p>
      {t.rich('limits.trial', {
        day: dates.day(trial.endsOn),
        was: trial.was ?? -1,
        trial: (text) => <Link href={`/${slug}/${board}/flow/trials#trial-${trial.id}`}>{text}</Link>,
      })}
    </p>
  );
}
