import type { Request } from '@weir/contract';
import { Day } from '@/components/data/time';
import styles from './request-page.module.css';

/** What was written, and who else wants it. */
export function WhatIsAsked({ request: { neededBy, description, watchers } }: { request: Request }) {
  return (
    <section className={styles.asked} aria-label="What is asked">
      {neededBy && (
        <p>
          Needed by{' '}
          <b>
            <Day date={neededBy} long />
          </b>
        </p>
      )}
      {description ? (
        <p className={styles.description} dir="auto">
          {description}
        </p>
      ) : (
        <p className={styles.soft}>There is no more than the title.</p>
      )}
      {watchers > 0 && (
        <p className={styles.soft}>
          {watchers === 1 ? 'One more asked' : `${watchers} more asked`} the same and{' '}
          {watchers === 1 ? 'is' : 'are'} told of its answer.
        </p>
      )}
    </section>
  );
}
