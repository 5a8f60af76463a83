'use client';

import { StateWord } from '@/components/data/state-word';
import { Instant } from '@/components/data/time';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './board-header.module.css';

/** The intake's gate, and until when it is not open. In brief only a gate that is not open, by its word. */
export function Gate({ isBrief = false }: { isBrief?: boolean }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const { state, until } = board.intake.gate;
  if (isBrief && state === 'open') return null;
  return (
    <span className={styles.gate}>
      <StateWord state={`gate-${state}`} size="small" />
      {!isBrief && until && state !== 'open' && (
        <span> {t.rich('board.header.gateUntil', { at: () => <Instant at={until} /> })}</span>
      )}
    </span>
  );
}
