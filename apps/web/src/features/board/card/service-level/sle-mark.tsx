'use client';

import type { Board, Card } from '@weir/contract';
import { sleOf } from '@weir/domain';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './sle-mark.module.css';

/**
 * That a card in flight is at risk of missing the expectation of its class, or has missed it. Nothing for others. The open card
 * says what it rests on.
 */
export function SleMark({ card, board }: { card: Card; board: Board }) {
  const t = useTranslations();
  const sle = sleOf(card, board);
  if (!sle || sle.state === 'onTrack') return null;
  const { state, age, days } = sle;
  return (
    <span className={styles.mark} data-state={state}>
      {t(`serviceLevels.state.${state}`, { age, days })}
    </span>
  );
}
