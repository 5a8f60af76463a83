'use client';

import type { LimitTrial } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { Day, Instant } from '@/components/data/time';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './trials.module.css';

/** Says why a trial is not compared, which decision is still open, and when another rule changed. */
export function TrialNotes({ trial, timeZone }: { trial: LimitTrial; timeZone: string }) {
  const t = useTranslations();
  const format = useFormatter();
  const { state, end, outcome, rulesChangedOn } = trial;
  const endedEarly = end !== null && end.cause !== 'over' ? end : null;
  const tried = trial.limits.filter(({ now, max }) => now === max);
  if (!endedEarly && rulesChangedOn === null) return null;
  return (
    <div className={styles.notes}>
      {endedEarly && (
        <p>
          {t.rich('trials.endedEarly', {
            cause: endedEarly.cause,
            name: endedEarly.by?.name ?? 'none',
            at: () => <Instant at={endedEarly.at} zone={timeZone} />,
          })}{' '}
          {t('trials.notCompared')}
        </p>
      )}
      {endedEarly && state === 'undecided' && tried.length > 0 && (
        <p>
          {t('trials.stillTried', {
            count: tried.length,
            limits: format.list(
              tried.map(({ columnId, of, max }) =>
                t('trials.triedLimit', {
                  place: of ?? t(columnId === null ? 'whatIf.form.board' : 'trials.removedColumn'),
                  max,
                }),
              ),
            ),
          })}
        </p>
      )}
      {rulesChangedOn !== null && (
        <p>
          {t.rich('trials.rulesChanged', {
            day: () => <Day date={rulesChangedOn} zone={timeZone} />,
            isCompared: `${outcome !== null}`,
          })}
        </p>
      )}
    </div>
  );
}
