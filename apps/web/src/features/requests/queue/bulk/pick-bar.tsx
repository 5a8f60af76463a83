'use client';

import { Button } from '@/components/form/button';
import styles from './pick-bar.module.css';

type Props = { count: number; onWrite: () => void; onClear: () => void };

/** What can be done with those that are chosen. */
export function PickBar({ count, onWrite, onClear }: Props) {
  if (count === 0) return null;
  return (
    <div className={styles.bar} role="status">
      <b>{count} chosen</b>
      <Button
        size="small"
        variant="primary"
        aria-label={`Not now for ${count === 1 ? 'it' : `all ${count}`}`}
        onPress={onWrite}
      >
        Not now …
      </Button>
      <Button size="small" variant="plain" onPress={onClear}>
        Clear
      </Button>
    </div>
  );
}
