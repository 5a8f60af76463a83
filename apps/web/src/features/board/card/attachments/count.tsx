'use client';

import { Glyph } from '@/components/icon/glyph';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './attachments.module.css';

/** How many files a card has, on the card's face. */
export function AttachmentCount({ count }: { count: number }) {
  const t = useTranslations();
  const text = t('attachments.count', { count });
  return (
    <span className={styles.onFace} title={text}>
      <Glyph name="clip" size={12} />
      <span aria-hidden="true">{count}</span>
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  );
}
