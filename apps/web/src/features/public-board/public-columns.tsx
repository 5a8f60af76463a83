'use client';

import type { PublicBoard, PublicColumn, PublicLimit } from '@weir/contract';
import { type ReactNode, useRef } from 'react';
import { Slots } from '@/components/data/slots';
import { StateWord, toneOf } from '@/components/data/state-word';
import { LabelledGroup } from '@/components/layout/labelled-group';
import page from '@/features/board/board-page.module.css';
import styles from '@/features/board/columns/column.module.css';
import { ColumnSwitcher } from '@/features/board/columns/column-switcher';
import { ExpediteSlots } from '@/features/board/columns/expedite-slots';
import { gridTracks, useHeadHeight } from '@/features/board/columns/grid';
import bar from '@/features/board/columns/groups/group-bar.module.css';
import { type GroupBar, groupBars } from '@/features/board/columns/groups/group-layout';
import laneStyles from '@/features/board/columns/lanes.module.css';
import { LimitFigure } from '@/features/limits/limit-figure';
import { placeState, stateLabel } from '@/lib/board/capacity';
import { cardsInCell, cardsInColumn, cellName, laneName, lanesOf } from '@/lib/board/cells';
import { limitOf } from '@/lib/board/limit-subjects';
import { useTranslations } from '@/lib/words/use-translations';
import { PublicStacks } from './public-stacks';

type GroupLimit = Extract<PublicLimit, { scope: 'columns' }>;

/** Nothing is collapsed: every reader sees the whole board. */
const collapsed = { has: () => false };

/** The columns side by side as the team sees them; on a phone one at a time. */
export function PublicColumns({ board }: { board: PublicBoard }) {
  const root = useRef<HTMLDivElement>(null);
  const { columns } = board;
  const bars = groupBars(
    columns.map(({ id }) => id),
    board.limits,
  );
  const groupRows = Math.max(0, ...bars.map(({ row }) => row + 1));
  const lanes = lanesOf(board, false);
  useHeadHeight(root, `${groupRows} ${columns.map(({ id }) => id).join(' ')}`);
  return (
    <>
      <ColumnSwitcher root={root} board={board} />
      <div
        ref={root}
        className={page.columns}
        style={gridTracks(board, collapsed, groupRows, lanes.length)}
        data-lanes={lanes.length > 0 || undefined}
      >
        {groupRows > 0 && <div className={bar.backdrop} style={{ gridRow: `1 / ${groupRows + 1}` }} />}
        {bars.map((each) => (
          <Group key={`${each.limit.id} ${each.from}`} board={board} {...each} />
        ))}
        {lanes.map((lane, at) => (
          <div
            key={lane ?? 'none'}
            className={laneStyles.row}
            style={{ gridRow: `${groupRows + 2 + 2 * at} / span 2` }}
          >
            <div className={laneStyles.head}>
              <LaneName board={board} lane={lane} as="h2" />
            </div>
          </div>
        ))}
        {columns.map((column, at) => (
          <Column key={column.id} board={board} column={column} at={at + 1} lanes={lanes} />
        ))}
      </div>
    </>
  );
}

/** A limit that several columns share, as a bar above their heads. */
function Group({ board, limit, row, from, to, isFirst }: GroupBar<GroupLimit> & { board: PublicBoard }) {
  return (
    <div
      className={bar.bar}
      style={{
        gridRow: row + 1,
        gridColumn: `${from + 1} / ${to + 2}`,
        insetBlockStart: `calc(${row} * var(--group-row))`,
      }}
      data-tone={toneOf(placeState({ limit, load: limit.load }))}
    >
      <span className={bar.words}>
        <span className={bar.name}>{groupName(board, limit)}</span>
        {isFirst && <Figure name={groupName(board, limit)} limit={limit} load={limit.load} />}
      </span>
    </div>
  );
}

type ColumnProps = { board: PublicBoard; column: PublicColumn; at: number; lanes: (string | null)[] };

function Column({ board, column, at, lanes }: ColumnProps) {
  const hasLanes = lanes.length > 0;
  const { id, limit, load } = column;
  return (
    <section
      className={styles.column}
      style={{ gridColumn: at }}
      aria-labelledby={`column-${id}`}
      data-column={id}
      data-lanes={hasLanes || undefined}
      data-room={placeState(column)}
    >
      <ColumnHead board={board} column={column} hasSlots={hasLanes} />
      {hasLanes ? (
        lanes.map((lane, row) => (
          <LaneCell key={lane ?? 'none'} board={board} column={column} lane={lane} row={row} />
        ))
      ) : (
        <div className={styles.body} data-scrolls="">
          <PublicStacks board={board} column={column} cell={{ columnId: id }} limit={limit} load={load} />
        </div>
      )}
    </section>
  );
}

function ColumnHead({ board, column, hasSlots }: Omit<ColumnProps, 'at' | 'lanes'> & { hasSlots: boolean }) {
  const t = useTranslations();
  const { id, name, kind, limit, load } = column;
  const groups = board.limits.filter(
    (each): each is GroupLimit => each.scope === 'columns' && each.columnIds.includes(id),
  );
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <h2 id={`column-${id}`} dir="auto">
          {name}
        </h2>
        <span className={styles.figures}>
          {kind === 'active' && <ExpediteSlots board={board} columnId={id} />}
          <LimitFigure name={name} limit={limit} load={limit ? load : cardsInColumn(board, id).length} />
        </span>
      </div>
      {groups.map((each) => (
        <div key={each.id} className={bar.inColumn}>
          <span>{groupName(board, each)}</span>
          <Figure name={groupName(board, each)} limit={each} load={each.load} />
        </div>
      ))}
      <div className={styles.word}>
        {kind === 'done' && !limit ? (
          <span>{t('board.column.deliveredLately')}</span>
        ) : (
          <StateWord state={placeState(column)} size="small">
            {stateLabel(t, column)}
          </StateWord>
        )}
        {hasSlots && limit && (
          <span className={styles.places}>
            <Slots filled={load} max={limit.max} size="small" />
          </span>
        )}
      </div>
    </header>
  );
}

function LaneName({
  board,
  lane,
  as: Heading,
}: {
  board: PublicBoard;
  lane: string | null;
  as: 'h2' | 'h3';
}): ReactNode {
  const t = useTranslations();
  const name = laneName(t, board, lane);
  if (lane === null) return <Heading className={laneStyles.name}>{name}</Heading>;
  const limit = limitOf(board, { scope: 'swimlane', swimlaneId: lane });
  const active = new Set(board.columns.filter(({ kind }) => kind === 'active').map(({ id }) => id));
  const count = board.cards.filter(
    ({ swimlaneId, columnId }) => swimlaneId === lane && active.has(columnId),
  ).length;
  return (
    <>
      <Heading className={laneStyles.name} dir="auto">
        {name}
      </Heading>
      <span className={laneStyles.count}>
        {t('board.lanes.inFlight')} <Figure name={name} limit={limit} load={limit?.load ?? count} />
      </span>
    </>
  );
}

type CellProps = { board: PublicBoard; column: PublicColumn; lane: string | null; row: number };

/** The cell where a column and a lane meet. */
function LaneCell({ board, column, lane, row }: CellProps) {
  const t = useTranslations();
  const cell = { columnId: column.id, swimlaneId: lane };
  const limit =
    lane === null ? null : limitOf(board, { scope: 'swimlane', swimlaneId: lane, columnId: column.id });
  const load = limit?.load ?? cardsInCell(board, cell).length;
  return (
    <LabelledGroup
      aria-label={cellName(t, board, cell)}
      className={laneStyles.cell}
      style={{ gridRow: `${2 * row + 2} / span 2` }}
      data-room={placeState({ limit, load })}
    >
      <div className={laneStyles.cellHead}>
        <span className={laneStyles.lane}>
          <LaneName board={board} lane={lane} as="h3" />
        </span>
        {limit && (
          <span className={laneStyles.figure} data-limited="">
            <Figure name={cellName(t, board, cell)} limit={limit} load={load} />
          </span>
        )}
      </div>
      <PublicStacks board={board} column={column} cell={cell} limit={limit} load={load} />
    </LabelledGroup>
  );
}

/** A load against its limit, with the word for it where there is one. */
function Figure({ name, limit, load }: { name: string; limit: PublicLimit | null; load: number }) {
  const t = useTranslations();
  const state = placeState({ limit, load });
  return (
    <>
      <LimitFigure name={name} limit={limit} load={load} />
      {limit && state !== 'free' && (
        <StateWord state={state} size="small">
          {stateLabel(t, { limit, load })}
        </StateWord>
      )}
    </>
  );
}

function groupName({ columns }: PublicBoard, { columnIds }: GroupLimit): string {
  return columns
    .filter(({ id }) => columnIds.includes(id))
    .map(({ name }) => name)
    .join(' + ');
}
