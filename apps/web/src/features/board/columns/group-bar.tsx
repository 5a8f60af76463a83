'use client';

import type { Column } from '@weir/contract';
import { limitSubjectName } from '@weir/domain';
import { StateWord, toneOf } from '@/components/data/state-word';
import { roomLabel } from '@/lib/board/capacity-words';
import { subjectOf } from '@/lib/board/limit-subjects';
import { useBoardContext } from '../board-context';
import { BoardLimitFigure } from '../board-limit-figure';
import styles from './group-bar.module.css';
import type { GroupBar as Bar, GroupLimit } from './group-layout';

/** A limit that columns share, as a bar above their heads. */
export function GroupBar({ limit, row, from, to, isFirst }: Bar) {
  const { board } = useBoardContext();
  const name = limitSubjectName(board, limit);
  const { state } = roomLabel({ limit, load: limit.load });
  return (
    <div
      className={styles.bar}
      style={{ gridRow: row + 1, gridColumn: `${from + 1} / ${to + 2}`, insetBlockStart: `${row * 2}rem` }}
      data-tone={toneOf(state)}
      data-group={limit.id}
    >
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        {isFirst && <Figure limit={limit} name={name} />}
      </span>
    </div>
  );
}

/** The limits that a column shares with others, in its head: there is no room above it on a phone. */
export function GroupsOf({ column }: { column: Column }) {
  const { board } = useBoardContext();
  const groups = board.limits.filter(
    (limit): limit is GroupLimit => limit.scope === 'columns' && limit.columnIds.includes(column.id),
  );
  return groups.map((limit) => (
    <div key={limit.id} className={styles.inColumn}>
      <span>{limitSubjectName(board, limit)}</span>
      <Figure limit={limit} name={limitSubjectName(board, limit)} />
    </div>
  ));
}

function Figure({ limit, name }: { limit: GroupLimit; name: string }) {
  const { state, text } = roomLabel({ limit, load: limit.load });
  return (
    <>
      <BoardLimitFigure subject={subjectOf(limit)} name={name} count={limit.load} />
      <StateWord state={state} size="small">
        {text}
      </StateWord>
    </>
  );
}
