'use client';

import type { WaitsMap } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import type { Pair } from './layout';
import styles from './wait-count.module.css';

/** `nameOf` returns the name of a board by its key. `onOpen` opens the list of the waiting items of two boards. */
export type WaitCountProps = { nameOf: (key: string) => string; onOpen: (pair: Pair) => void };

/** How many cards and requests of a board wait on another board. A click lists them. */
export function WaitCount({
  wait: { from, on, count },
  nameOf,
  onOpen,
}: WaitCountProps & { wait: WaitsMap['waits'][number] }) {
  const t = useTranslations();
  return (
    <button
      type="button"
      className={styles.count}
      aria-label={t('waits.map.open', { count, from: nameOf(from), on: nameOf(on) })}
      onClick={() => onOpen({ from, on })}
    >
      {t('waits.map.count', { count })}
    </button>
  );
}
