'use client';

import type { Board, Column } from '@weir/contract';
import { useRef, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Panel } from '@/components/layout/panel';
import { LimitEditor } from '@/features/limits/editor/limit-editor';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { focusRows } from '@/lib/focus-rows';
import styles from '../settings.module.css';
import { AddColumn } from './add-column';
import { ColumnRow } from './column-row';
import { focusMover } from './movers';

type Props = { workspace: string; board: Board; mayChange: boolean };

/** The columns in their order: queue, active, done. */
export function ColumnsPanel({ workspace, board, mayChange }: Props) {
  const { columns, key } = board;
  const renew = useRenew(workspace, key);
  const list = useRef<HTMLUListElement>(null);
  const [limited, setLimited] = useState<LimitSubject | null>(null);
  const [problem, setProblem] = useState<AnyProblem | null>(null);

  const move = async (column: Column, by: -1 | 1) => {
    const neighbour = columns[columns.indexOf(column) + by];
    if (!neighbour) return;
    const place = by === -1 ? { before: neighbour.id } : { after: neighbour.id };
    const moved = await api.patch(paths.column(workspace, key, column.id), place);
    setProblem(moved.ok ? null : moved.problem);
    await renew();
    if (moved.ok) announce(`${column.name} stands ${by === -1 ? 'before' : 'after'} ${neighbour.name}`);
    focusMover(column.id, by);
  };
  const mayMove = (at: number, by: -1 | 1) => columns[at + by]?.kind === columns[at]?.kind;

  return (
    <Panel title="Columns" actions={mayChange && <AddColumn workspace={workspace} boardKey={key} />}>
      {mayChange && (
        <p className={styles.lead}>
          Press a number to set how many cards may stand in a column at a time. A lower limit throws nothing
          out.
        </p>
      )}
      {problem && <ProblemNotice problem={problem} />}
      <ul ref={list} tabIndex={-1} className={styles.rows} aria-label="Columns">
        {columns.map((column, at) => (
          <ColumnRow
            key={column.id}
            workspace={workspace}
            board={board}
            column={column}
            mayChange={mayChange}
            onRemoved={() => focusRows(list)}
            isLastOfKind={columns.filter(({ kind }) => kind === column.kind).length === 1}
            onLimit={() => setLimited({ scope: 'column', columnId: column.id })}
            onUp={mayMove(at, -1) ? () => move(column, -1) : undefined}
            onDown={mayMove(at, 1) ? () => move(column, 1) : undefined}
          />
        ))}
      </ul>
      {limited && (
        <LimitEditor
          board={board}
          subject={limited}
          limit={limitOf(board, limited)}
          mayChange={mayChange}
          onClose={() => setLimited(null)}
        />
      )}
    </Panel>
  );
}
