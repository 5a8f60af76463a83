'use client';

import type { Board, Limit } from '@weir/contract';
import { useState } from 'react';
import { Panel } from '@/components/layout/panel';
import { AddLimit } from '@/features/limits/editor/add-limit';
import { LimitEditor } from '@/features/limits/editor/limit-editor';
import { LimitLine } from '@/features/limits/editor/limit-line';
import { useLimitNames } from '@/features/limits/limit-names';
import { type LimitSubject, limitOf, subjectOf } from '@/lib/board/limit-subjects';
import styles from './settings.module.css';

type Props = { board: Board; mayChange: boolean };

const order: Limit['scope'][] = ['board', 'classOfService', 'columns', 'column', 'swimlane', 'person'];

/** Every limit of the board, of whatever kind, with what counts against it now. */
export function LimitsPanel({ board, mayChange }: Props) {
  const nameOf = useLimitNames(board);
  const [opened, setOpened] = useState<LimitSubject | null>(null);
  const column = (limit: Limit) =>
    board.columns.findIndex(({ id }) => 'columnId' in limit && id === limit.columnId);
  const limits = board.limits.toSorted(
    (one, other) => order.indexOf(one.scope) - order.indexOf(other.scope) || column(one) - column(other),
  );
  return (
    <Panel title="Limits" actions={mayChange && <AddLimit board={board} />}>
      <p className={styles.lead}>
        How much may be there at a time. A full place refuses on every way in, and a lower limit throws
        nothing out.
      </p>
      {limits.length === 0 && <p>Nothing is limited here.</p>}
      <ul className={styles.rows}>
        {limits.map((limit) => (
          <LimitLine
            key={limit.id}
            limit={limit}
            name={nameOf(limit)}
            mayChange={mayChange}
            onOpen={() => setOpened(subjectOf(limit))}
          />
        ))}
      </ul>
      {opened && (
        <LimitEditor
          board={board}
          subject={opened}
          limit={limitOf(board, opened)}
          mayChange={mayChange}
          onClose={() => setOpened(null)}
        />
      )}
    </Panel>
  );
}
