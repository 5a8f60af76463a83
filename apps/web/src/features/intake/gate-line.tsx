'use client';

import type { Gate } from '@weir/contract';
import { StateWord } from '@/components/state-word';
import { Instant } from '@/components/time';
import styles from './gate.module.css';

/** The gate as it stands: its state, why, until when, and who set it. */
export function GateLine({ gate, zone }: { gate: Gate; zone: string }) {
  const { state, reason, until, by } = gate;
  return (
    <span className={styles.line}>
      <StateWord state={`gate-${state}`} />
      {state !== 'open' && (
        <span className={styles.until}>
          {until ? (
            <>
              until <Instant at={until} zone={zone} />
            </>
          ) : (
            'until somebody opens it'
          )}
        </span>
      )}
      {reason && state !== 'open' && (
        <span className={styles.reason}>
          “{reason}”{by && <span className={styles.by}> {by.name}</span>}
        </span>
      )}
    </span>
  );
}
