import type { CSSProperties } from 'react';
import { slotNumbers } from '@/components/data/slots';
import { Skeleton } from '@/components/feedback/skeleton';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './board-page.module.css';

const cards = [4, 2, 3, 1, 3];
const tracks = { '--tracks': 'repeat(5, var(--narrow))', '--rows': 'minmax(0, 1fr)' } as CSSProperties;

/** The board’s shape while it loads. */
export function BoardSkeleton() {
  const t = useTranslations();
  return (
    <main id="content" tabIndex={-1} className={styles.page} aria-busy="true">
      <VisuallyHidden>
        <span role="status">{t('board.loading')}</span>
      </VisuallyHidden>
      <div className={styles.notices} style={{ paddingTop: '1.1rem' }}>
        <Skeleton height="1.75rem" width="min(26rem, 80%)" />
      </div>
      <div className={styles.columns} style={tracks} aria-hidden="true">
        {slotNumbers(cards.length).map((at) => (
          <div key={at} style={{ display: 'grid', gap: 10, alignContent: 'start' }}>
            <Skeleton height="2.5rem" width="60%" />
            {slotNumbers(cards[at] ?? 0).map((card) => (
              <Skeleton key={card} height="4.6rem" />
            ))}
          </div>
        ))}
      </div>
    </main>
  );
}
