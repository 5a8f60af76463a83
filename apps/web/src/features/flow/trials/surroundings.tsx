'use client';

import type { TrialOutcome } from '@weir/contract';
import { daysBetween } from '@weir/domain';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './trials.module.css';

const counts = ['arrived', 'asked', 'delivered', 'people'] as const;

/** Other differences in the days of a trial. Without them, people could take a trial for a proof. */
export function Surroundings({ outcome: { trial, before } }: { outcome: TrialOutcome }) {
  const t = useTranslations();
  return (
    <div className={styles.surroundings}>
      <p>{t('trials.surroundings.lead', { days: daysBetween(before.from, before.to) + 1 })}</p>
      <dl>
        {counts.map((name) => (
          <div key={name}>
            <dt>{t(`trials.surroundings.${name}`)}</dt>
            <dd>{t('trials.surroundings.change', { was: before[name], is: trial[name] })}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
