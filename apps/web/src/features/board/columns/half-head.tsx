'use client';

import type { Half } from '@weir/contract';
import { Glyph } from '@/components/icon/glyph';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './stack.module.css';

/** The name of a half with its count, which is what the next column can pull from its second half. */
export function HalfHead({ half, count }: { half: Half; count: number }) {
  const t = useTranslations();
  const isReady = half === 'done' && count > 0;
  return (
    <p className={styles.half}>
      <b>{t(`board.half.${half}`)}</b>{' '}
      <span className={isReady ? styles.pull : undefined}>
        {isReady && <Glyph name="onward" size={12} />} {count}
      </span>
    </p>
  );
}
