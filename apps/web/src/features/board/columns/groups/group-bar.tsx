'use client';

import type { Column } from '@weir/contract';
import { limitSubjectName } from '@weir/domain';
import { StateWord, toneOf } from '@/components/data/state-word';
import { placeState, stateLabel } from '@/lib/board/capacity';
import { subjectOf } from '@/lib/board/limit-subjects';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { BoardLimitFigure } from '../../board-limit-figure';
import styles from './group-bar.module.css';
import type { GroupBar as Bar, GroupLimit } from './group-layout';

/** A limit that several columns share, as a bar above their heads. */
export function GroupBar({ limit, row, from, to, isFirst }: Bar) {
  const { board } = useBoardPage();
  const name = limitSubjectName(board, limit);
  return (
    <div
      className={styles.bar}
      style={{
        gridRow: row + 1,
        gridColumn: `${from + 1} / ${to + 2}`,
        insetBlockStart: `calc(${row} * var(--group-row))`,
      }}
      data-tone={toneOf(placeState({ limit, load: limit.load }))}
      data-group={limit.id}
    >
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        {isFirst && <GroupFigure limit={limit} name={name} />}
      </span>
    </div>
  );
}

/** The limits that a column shares, in its head: a phone has no room above the columns. */
export function GroupsOf({ column }: { column: Column }) {
  const { board } = useBoardPage();
  const groups = board.limits.filter(
    (limit): limit is GroupLimit => limit.scope === 'columns' && limit.columnIds.includes(column.id),
  );
  return groups.map((limit) => (
    <div key={limit.id} className={styles.inColumn}>
      <span>{limitSubjectName(board, limit)}</span>
      <GroupFigure limit={limit} name={limitSubjectName(board, limit)} />
    </div>
  ));
}

function GroupFigure({ limit, name }: { limit: GroupLimit; name: string }) {
  const t = useTranslations();
  const occupancy = { limit, load: limit.load };
  return (
    <>
      <BoardLimitFigure subject={subjectOf(limit)} name={name} count={limit.load} />
      <StateWord state={placeState(occupancy)} size="small">
        {stateLabel(t, occupancy)}
      </StateWord>
    </>
  );
}
