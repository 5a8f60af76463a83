'use client';

import type { ReactNode } from 'react';
import styles from './bars.module.css';

export type Bar = { id: string; name: string; amount: number; text: string; more?: ReactNode };

/** Amounts as bars below each other, each with its name and its amount as text: nothing is left to a table. */
export function Bars({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const largest = Math.max(...bars.map(({ amount }) => amount), 1);
  return (
    <ul className={styles.bars} aria-label={label}>
      {bars.map(({ id, name, amount, text, more }) => (
        <li key={id}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          <span className={styles.track} aria-hidden="true">
            <span style={{ width: `${(amount / largest) * 100}%` }} />
          </span>
          <span className={styles.amount}>{text}</span>
          {more && <span className={styles.more}>{more}</span>}
        </li>
      ))}
    </ul>
  );
}
