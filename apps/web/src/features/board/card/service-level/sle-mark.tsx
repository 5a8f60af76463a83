'use client';

import type { Board, Card } from '@weir/contract';
import { type Sle, sleOf } from '@weir/domain';
import type { Translate } from '@weir/words';
import { expectationText } from '@/lib/words/expectation';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './sle-mark.module.css';

/** That a card in flight is at risk of missing the expectation of its class, or has missed it. Nothing for others. */
export function SleMark({ card, board }: { card: Card; board: Board }) {
  const t = useTranslations();
  const sle = sleOf(card, board);
  if (!sle || sle.state === 'onTrack') return null;
  const { state, age, days } = sle;
  return (
    <span className={styles.mark} data-state={state} title={sleMeaning(t, sle)}>
      {t(`serviceLevels.state.${state}`, { age, days })}
    </span>
  );
}

/** What the state of a card rests on. */
export function sleMeaning(t: Translate, { state, days, percent, riskDays }: Sle): string {
  const expectation = expectationText(t, { percent, days });
  if (state === 'onTrack') return t('serviceLevels.means.onTrack', { expectation, riskDays });
  if (state === 'atRisk' && riskDays === days) return t('serviceLevels.means.atRiskLastDay', { expectation });
  return t(`serviceLevels.means.${state}`, { expectation });
}
