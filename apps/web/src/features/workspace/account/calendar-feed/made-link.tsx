'use client';

import { useEffect, useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { CopyField } from '@/components/form/copy-field';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './calendar-feed.module.css';

/** A new link, to copy. It is shown once: only its hash is stored. */
export function MadeLink({ link }: { link: string }) {
  const t = useTranslations();
  const ref = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone.
  useEffect(() => ref.current?.querySelector('input')?.focus(), []);
  return (
    <div ref={ref} className={styles.made}>
      <CopyField label={t('calendarFeed.link')} value={link} />
      <Notice tone="warn" title={t('calendarFeed.once')}>
        <p>{t('calendarFeed.onceText')}</p>
        <p>
          {/* Programs for calendars open this kind of address, and subscribe to it. */}
          <a href={link.replace(/^https?:/, 'webcal:')}>{t('calendarFeed.subscribe')}</a>
        </p>
      </Notice>
    </div>
  );
}
