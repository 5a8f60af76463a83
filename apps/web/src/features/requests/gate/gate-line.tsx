'use client';

import type { Gate } from '@weir/contract';
import { StateWord } from '@/components/data/state-word';
import { Instant } from '@/components/data/time';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './gate.module.css';

/** The gate now: its state, why, until when, and who set it. */
export function GateLine({ gate }: { gate: Gate }) {
  const t = useTranslations();
  const { state, reason, until, by, since } = gate;
  if (state === 'open')
    return (
      <span className={styles.line}>
        <StateWord state="gate-open" />
      </span>
    );
  const opens = state === 'probing' ? 'probing' : since && !by ? 'byItself' : 'byHand';
  return (
    <span className={styles.line}>
      <StateWord state={`gate-${state}`} />
      <span className={styles.until}>
        {until
          ? t.rich('requests.gate.until', { at: () => <Instant at={until} /> })
          : t(`requests.gate.${opens}`)}
      </span>
      {reason && (
        <span className={styles.reason}>
          {t('requests.gate.reason', { reason })}
          {by && <span className={styles.by}> {by.name}</span>}
        </span>
      )}
    </span>
  );
}
