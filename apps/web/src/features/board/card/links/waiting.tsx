'use client';

import { useFormatter } from 'next-intl';
import { Glyph } from '@/components/icon/glyph';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../card-strips.module.css';

/** Which cards block this one by a link: on its face, or in a list with a look of its own. */
export function WaitsFor({
  refs,
  className = styles.blocked,
}: {
  refs: readonly string[];
  className?: string | undefined;
}) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <p className={className}>
      <Glyph name="blocked" size={11} />
      <span>{t('links.waitsFor', { refs: format.list(refs) })}</span>
    </p>
  );
}
