'use client';

import type { Limit } from '@weir/contract';
import { isOftenExceeded } from '@weir/domain';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { Button } from '@/components/form/button';
import { roomLabel } from '@/lib/board/capacity-words';
import styles from './limit-line.module.css';
import { limitSaid, scopeOf } from './limit-words';

type Props = { limit: Limit; name: string; mayChange: boolean; onOpen: () => void };

const timesSaid: Record<number, string> = { 1: 'once', 2: 'twice' };

/** A limit in a line: of what, how full, and how strict. */
export function LimitLine({ limit, name, mayChange, onOpen }: Props) {
  const { load, max, passedLately } = limit;
  const { state, text } = roomLabel({ limit, load });
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <b>{name}</b>
        <span className={styles.soft}>{scopeOf(limit)}</span>
      </div>
      <div className={styles.now}>
        <span className={styles.figure}>
          <Slots filled={load} max={max} size="small" label="" />
          {load} of {max}
        </span>
        <StateWord state={state} size="small">
          {text}
        </StateWord>
      </div>
      <div className={styles.soft}>
        {limitSaid(limit)}
        {passedLately > 0 && (
          <p className={isOftenExceeded(limit) ? styles.fiction : ''}>
            passed {timesSaid[passedLately] ?? `${passedLately} times`} in 30 days
            {isOftenExceeded(limit) && ': it is fiction'}
          </p>
        )}
      </div>
      <Button
        size="small"
        onPress={onOpen}
        aria-label={`${mayChange ? 'Change' : 'Read'} the limit of ${name}`}
      >
        {mayChange ? 'Change' : 'Read'}
      </Button>
    </li>
  );
}
