'use client';

import { useFormatter } from 'next-intl';
import { Glyph } from '@/components/icon/glyph';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './links.module.css';

/** Which cards block this one by a link, on its face. */
export function WaitsFor({ refs }: { refs: readonly string[] }) {
  const t = useTranslations();
  const format = useFormatter();
  const [first = ''] = refs;
  const text = t('links.waitsFor', { refs: format.list(refs) });
  return (
    <span className={styles.onFace} title={text}>
      <Glyph name="blocked" size={11} />
      <span aria-hidden="true">{t('links.waitsShort', { ref: first, more: refs.length - 1 })}</span>
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  );
}
