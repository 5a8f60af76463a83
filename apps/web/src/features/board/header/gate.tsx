'use client';

import { StateWord } from '@/components/data/state-word';
import { Instant } from '@/components/data/time';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './board-header.module.css';

/**
 * The intake's gate, when it opens again, and whether the board rests. The brief form shows only a gate that is not open: its state,
 * or “Resting” if a rest throttles it.
 */
export function Gate({ isBrief = false }: { isBrief?: boolean }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { rest } = board;
  const { state, until } = board.intake.gate;
  const saysRest = isBrief && rest?.state === 'resting' && state === 'throttled';
  const isShown = !isBrief || (state !== 'open' && !saysRest);
  if (!isShown && !rest) return null;
  return (
    <span className={styles.gate}>
      {isShown && <StateWord state={`gate-${state}`} size="small" />}
      {!isBrief && until && state !== 'open' && (
        <span> {t.rich('board.header.gateUntil', { at: () => <Instant at={until} /> })}</span>
      )}
      {rest && (
        <Link href={`/${slug}/${board.key}/intake?show=rest`} className={styles.requests}>
          {saysRest ? (
            <StateWord state="gate-throttled" size="small">
              {t('board.header.rest', { state: rest.state })}
            </StateWord>
          ) : (
            t('board.header.rest', { state: rest.state })
          )}
        </Link>
      )}
    </span>
  );
}
