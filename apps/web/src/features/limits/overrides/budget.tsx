'use client';

import { type Board, may, type Role } from '@weir/contract';
import Link from 'next/link';
import { Meter } from '@/components/meter';
import { Panel } from '@/components/panel';
import { Day } from '@/components/time';
import { budgetWords } from './override-words';
import styles from './overrides.module.css';

/** How often limits were passed with a reason this month, of how often they may be. */
export function Budget({ workspace, board, role }: { workspace: string; board: Board; role: Role }) {
  const { budget, spent, renewsOn } = board.overrides;
  const left = budget - spent;
  return (
    <Panel title="This month’s budget">
      <div className={styles.budget}>
        {budget > 0 && (
          <Meter
            label="Passed with a reason"
            value={Math.min(spent, budget)}
            max={budget}
            said={`${spent} of ${budget}`}
            tone={left <= 0 ? 'full' : left <= budget / 4 ? 'near' : 'ok'}
          />
        )}
        <p>
          {budgetWords(board.overrides)} New ones come on <Day date={renewsOn} />.
        </p>
        {may(role, 'manageBoards') && (
          <p className={styles.soft}>
            <Link href={`/${workspace}/${board.key}/settings#overrides`}>Change the budget</Link>
          </p>
        )}
      </div>
    </Panel>
  );
}
