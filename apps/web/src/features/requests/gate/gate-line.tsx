'use client';

import type { Gate } from '@weir/contract';
import { StateWord } from '@/components/data/state-word';
import { Instant } from '@/components/data/time';
import styles from './gate.module.css';

/** The gate as it stands: its state, why, until when, and who set it. */
export function GateLine({ gate, zone }: { gate: Gate; zone: string }) {
  const { state, reason, until, by, since } = gate;
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
            untilWhat[state === 'probing' ? 'probing' : since && !by ? 'itself' : 'hand']
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

/** When it opens, where no instant is set: by what the gate itself waits for. */
const untilWhat = {
  probing: 'a few at a time; for all, once these have their answers',
  itself: 'it opens by itself, once no answer is late and there is room',
  hand: 'until somebody opens it',
};
