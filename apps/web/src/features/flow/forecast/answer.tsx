'use client';

import type { ReactNode } from 'react';
import styles from './forecast.module.css';

/** A question, and its answer in words. */
export function Answer({
  question,
  answer,
  certainty,
  children,
}: {
  question: ReactNode;
  answer: ReactNode;
  certainty?: ReactNode;
  /** Said below: other certainties, or what is missing for an answer. */
  children?: ReactNode;
}) {
  return (
    <div className={styles.answer}>
      <dt>{question}</dt>
      <dd>
        <p className={styles.big}>
          {answer} {certainty && <span className={styles.certainty}>{certainty}</span>}
        </p>
        {children && <div className={styles.more}>{children}</div>}
      </dd>
    </div>
  );
}
