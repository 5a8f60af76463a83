'use client';

import type { Card } from '@weir/contract';
import { Glyph } from '@/components/icon/glyph';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './checklist.module.css';

/** How much of a card's checklist is done, on the card's face. */
export function ChecklistProgress({ of: { done, total } }: { of: Card['checklist'] }) {
  const t = useTranslations();
  const text = t('checklist.progressText', { done, total });
  return (
    <span className={styles.onFace} data-done={done === total || undefined} title={text}>
      <Glyph name="check" size={12} />
      <span aria-hidden="true">{t('checklist.progress', { done, total })}</span>
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  );
}
