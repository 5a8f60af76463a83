'use client';

import type { Board, Column } from '@weir/contract';
import { useRef, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Panel } from '@/components/layout/panel';
import { LimitEditor } from '@/features/limits/editor/limit-editor';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import styles from '../settings.module.css';
import { AddColumn } from './add-column';
import { ColumnRow } from './column-row';
import { focusMover } from './movers';

type Props = { board: Board; mayChange: boolean };

/** The columns in their order: queue, active, done. */
export function ColumnsPanel({ board, mayChange }: Props) {
  const { columns, key } = board;
  const { slug } = useWorkspace();
  const saving = useSave({ onSaved: useRenewBoard() });
  const list = useRef<HTMLUListElement>(null);
  const [limited, setLimited] = useState<LimitSubject | null>(null);

  const move = async (column: Column, by: -1 | 1) => {
    const neighbour = columns[columns.indexOf(column) + by];
    if (!neighbour) return;
    const place = by === -1 ? { before: neighbour.id } : { after: neighbour.id };
    const said = `${column.name} is now ${by === -1 ? 'before' : 'after'} ${neighbour.name}`;
    await saving.save(() => api.patch(paths.column(slug, key, column.id), place), { said });
    focusMover(column.id, by);
  };
  const mayMove = (at: number, by: -1 | 1) => columns[at + by]?.kind === columns[at]?.kind;

  return (
    <Panel title="Columns" actions={mayChange && <AddColumn />}>
      {mayChange && (
        <p className={styles.lead}>
          Press a number to set how many cards may stand in a column at a time. A lower limit throws nothing
          out.
        </p>
      )}
      {saving.problem && <ProblemNotice problem={saving.problem} />}
      <ul ref={list} tabIndex={-1} className={styles.rows} aria-label="Columns">
        {columns.map((column, at) => (
          <ColumnRow
            key={column.id}
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
