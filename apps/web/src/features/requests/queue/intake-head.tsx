'use client';

import { isOverdue } from '@weir/domain';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { useNow } from '@/components/data/time';
import { PageHeader } from '@/components/layout/page-header';
import { GateLine } from '../gate/gate-line';
import { SetGate } from '../gate/set-gate';
import type { useIntake } from '../intake-context';
import { depthInWords } from '../words';
import styles from './intake.module.css';

type Props = { workspace: string; now: ReturnType<typeof useIntake>; maySetGate: boolean };

/** The queue drawn against its depth, and the gate before it. */
export function IntakeHead({ workspace, now: { board, intake, waiting }, maySetGate }: Props) {
  const time = useNow();
  const { depth, gate, timeZone, minOptions } = intake;
  const overdue = waiting.filter((request) => isOverdue(request, new Date(time))).length;
  const few = waiting.length < minOptions && depth > 0 && !board.archivedAt;
  return (
    <PageHeader
      title="Requests"
      meta={
        <div className={styles.meta}>
          <div className={styles.depth}>
            <Slots
              filled={waiting.length}
              max={depth}
              label={`${waiting.length} of ${depth} requests waiting`}
            />
            <span>
              <b>
                {waiting.length} of {depth}
              </b>{' '}
              waiting. {depthInWords(waiting.length, depth, gate.state)}
            </span>
            {overdue > 0 && (
              <StateWord state="over" size="small">
                {overdue} overdue
              </StateWord>
            )}
            {few && (
              <StateWord state="starving" size="small" isSentence>
                Few to choose from: {minOptions} at least leave a choice
              </StateWord>
            )}
          </div>
          <div className={styles.gate}>
            <GateLine gate={gate} />
            {maySetGate && (
              <SetGate
                workspace={workspace}
                board={board.key}
                gate={gate}
                today={board.today}
                zone={timeZone}
              />
            )}
          </div>
        </div>
      }
    />
  );
}
