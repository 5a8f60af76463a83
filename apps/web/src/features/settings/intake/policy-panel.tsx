'use client';

import type { Board, Intake } from '@weir/contract';
import { Panel } from '@/components/layout/panel';
import { AnswerPart } from './answer-part';
import { CapacityPart } from './capacity-part';
import { ChoicePart } from './choice-part';
import { DeadlinePart } from './deadline-part';
import { GatePart } from './gate-part';
import styles from './policy.module.css';
import { SheddingPart } from './shedding-part';

type Props = { board: Board; intake: Intake; mayChange: boolean };

/** How the intake takes requests, in parts that are saved one by one; each says what it means today. */
export function PolicyPanel({ board, intake, mayChange }: Props) {
  const shared = { intake, mayChange };
  return (
    <Panel title="Intake">
      <div className={styles.groups}>
        <CapacityPart {...shared} />
        <AnswerPart {...shared} />
        <DeadlinePart {...shared} />
        <SheddingPart {...shared} />
        <GatePart {...shared} />
        <ChoicePart {...shared} today={board.today} />
      </div>
    </Panel>
  );
}
