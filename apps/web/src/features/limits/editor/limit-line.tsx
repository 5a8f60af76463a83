'use client';

import type { Limit } from '@weir/contract';
import { isOftenExceeded } from '@weir/domain';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { Button } from '@/components/form/button';
import { countText, placeState, stateLabel } from '@/lib/board/capacity';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './limit-line.module.css';
import { boundsText, subjectKind } from './limit-text';
import { TrialText } from './trial-text';

type Props = { limit: Limit; name: string; mayChange: boolean; onOpen: () => void };

/** A limit in a list: its subject, its load, and how strict it is. */
export function LimitLine({ limit, name, mayChange, onOpen }: Props) {
  const t = useTranslations();
  const { load, max, passedLately } = limit;
  const occupancy = { limit, load };
  const action = mayChange ? 'change' : 'read';
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <b>{name}</b>
        <span className={styles.soft}>{t(`limits.kind.${subjectKind(limit)}`)}</span>
      </div>
      <div className={styles.now}>
        <span className={styles.figure}>
          <Slots filled={load} max={max} size="small" label="" />
          {countText(t, occupancy)}
        </span>
        <StateWord state={placeState(occupancy)} size="small">
          {stateLabel(t, occupancy)}
        </StateWord>
      </div>
      <div className={styles.soft}>
        {boundsText(t, limit)}
        <TrialText limit={limit} />
        {passedLately > 0 && (
          <p className={isOftenExceeded(limit) ? styles.oftenExceeded : ''}>
            {t('limits.line.exceeded', { times: passedLately })}
          </p>
        )}
      </div>
      <Button size="small" onPress={onOpen} aria-label={t(`limits.line.${action}Limit`, { name })}>
        {t(`limits.line.${action}`)}
      </Button>
    </li>
  );
}
