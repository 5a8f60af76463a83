'use client';

import { useConnection } from '@/lib/events/use-board-events';
import { useTranslations } from '@/lib/words/use-translations';
import { Glyph } from '../icon/glyph';
import styles from './connection-word.module.css';

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
