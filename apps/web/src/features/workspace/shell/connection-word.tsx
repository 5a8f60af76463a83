'use client';

import { Glyph } from '@/components/icon/glyph';
import { useConnection } from '@/lib/events/use-board-events';
import styles from './top-bar.module.css';

/** Says when the page is not live; being live needs no word. */
export function ConnectionWord() {
  const state = useConnection();
  return (
    <span role="status" className={styles.connection}>
      {state === 'reconnecting' && (
        <>
          <Glyph name="half" size={11} />
          Reconnecting
        </>
      )}
    </span>
  );
}
