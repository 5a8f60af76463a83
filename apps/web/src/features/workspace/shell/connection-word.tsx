'use client';

import { Glyph } from '@/components/icon/glyph';
import { useConnection } from '@/lib/events/use-board-events';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './top-bar.module.css';

/** Shows when the page has lost its connection. */
export function ConnectionWord() {
  const t = useTranslations();
  const state = useConnection();
  return (
    <span role="status" className={styles.connection}>
      {state === 'reconnecting' && (
        <>
          <Glyph name="half" size={11} />
          {t('workspace.shell.reconnecting')}
        </>
      )}
    </span>
  );
}
