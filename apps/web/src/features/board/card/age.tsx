'use client';

import { ageSeconds } from '@weir/domain';
import { useNow } from '@/components/time';
import { VisuallyHidden } from '@/components/visually-hidden';
import styles from './card.module.css';
import { ageBars, shortSpan, spanSaid } from './card-words';

/** How long a card has been in flight: a short span and up to four bars. */
export function Age({ committedAt }: { committedAt: string }) {
  const seconds = ageSeconds(committedAt, new Date(useNow()));
  const bars = ageBars(seconds);
  return (
    <span className={styles.age} suppressHydrationWarning>
      <VisuallyHidden>
        In flight for <span suppressHydrationWarning>{spanSaid(seconds)}</span>
      </VisuallyHidden>
      <span aria-hidden="true" suppressHydrationWarning>
        {shortSpan(seconds)}
      </span>
      <span className={styles.bars} data-bars={bars} aria-hidden="true" suppressHydrationWarning>
        {[1, 2, 3, 4].map((bar) => (
          <i key={bar} data-on={bar <= bars || undefined} suppressHydrationWarning />
        ))}
      </span>
    </span>
  );
}
