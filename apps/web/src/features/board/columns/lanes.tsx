'use client';

import { type Card, type Column, can, type Limit } from '@weir/contract';
import { useRef } from 'react';
import { StateWord } from '@/components/data/state-word';
import { Glyph } from '@/components/icon/glyph';
import { LabelledGroup } from '@/components/layout/labelled-group';
import { PressButton } from '@/components/press/press-button';
import { placeState, stateLabel } from '@/lib/board/capacity';
import { cardsInCell, cellName, laneName } from '@/lib/board/cells';
import { limitOf } from '@/lib/board/limit-subjects';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { BoardLimitFigure } from '../board-limit-figure';
import { useCellDrop, VerdictLabel, VerdictPopover } from '../moving/drag';
import { RefusalIn } from '../refusals/refusal-in';
import styles from './lanes.module.css';
import { Stacks } from './stack';
import { laneId } from './use-collapsed';

/** The heads of all lanes, below `groupRows` rows of bars. */
export function LaneHeads({ lanes, groupRows }: { lanes: (string | null)[]; groupRows: number }) {
  return lanes.map((lane, at) => (
    <LaneHead key={lane ?? 'none'} lane={lane} gridRow={groupRows + 2 + 2 * at} />
  ));
}

/** The cells of a column, one for each lane. */
export function LaneCells({ column, lanes }: { column: Column; lanes: (string | null)[] }) {
  return lanes.map((lane, row) => <LaneCell key={lane ?? 'none'} column={column} lane={lane} row={row} />);
}

/**
 * A lane's name across its row, with its load; pressed, it collapses the lane. A card dropped on it changes lanes and stays
 * in its column.
 */
function LaneHead({ lane, gridRow }: { lane: string | null; gridRow: number }) {
  const { board, canEdit, dragged, dropCards, verdictOn } = useBoardPage();
  const element = useRef<HTMLDivElement>(null);
  const columnOf = (card: number) => board.cards.find(({ number }) => number === card)?.columnId ?? '';
  const isOver = useCellDrop(element, {
    isEnabled: canEdit,
    onDrop: (card) => dropCards(card, { columnId: columnOf(card), swimlaneId: lane }),
  });
  const verdict = dragged && verdictOn({ columnId: dragged.columnId, swimlaneId: lane });
  const isShown = verdict && verdict.kind !== 'current' && (verdict.kind !== 'allowed' || isOver);
  return (
    <div
      ref={element}
      className={styles.row}
      style={{ gridRow: `${gridRow} / span 2` }}
      data-over={isOver || undefined}
    >
      <div className={styles.head}>
        <LaneName lane={lane} as="h2" />
        {isShown && (
          <span>
            {isOver && verdict.kind !== 'allowed' ? (
              <VerdictPopover verdict={verdict} />
            ) : (
              <VerdictLabel verdict={verdict} isBrief />
            )}
          </span>
        )}
      </div>
    </div>
  );
}

function LaneName({
  lane,
  columnId,
  as: Heading,
}: {
  lane: string | null;
  /** On a phone it is the name of the lane's cell in this column. */
  columnId?: string;
  as: 'h2' | 'h3';
}) {
  const { board, collapsed } = useBoardPage();
  const t = useTranslations();
  const name = laneName(t, board, lane);
  const id = laneId(lane);
  const isCollapsed = collapsed.has(id);
  const heading = (
    <Heading className={styles.name}>
      <PressButton
        className={styles.toggle}
        aria-expanded={!isCollapsed}
        onPress={() => collapsed.toggle(id)}
      >
        <Glyph name="chevron" size={12} /> <span dir="auto">{name}</span>
      </PressButton>
    </Heading>
  );
  const isHidden = (card: Card) =>
    card.swimlaneId === lane && !card.archivedAt && (columnId ?? card.columnId) === card.columnId;
  const hidden = isCollapsed && (
    <span className={styles.count}>
      {t('board.lanes.collapsed', { count: board.cards.filter(isHidden).length })}
    </span>
  );
  if (lane === null)
    return (
      <>
        {heading}
        {hidden}
      </>
    );
  const subject = { scope: 'swimlane' as const, swimlaneId: lane };
  const limit = limitOf(board, subject);
  const active = new Set(board.columns.filter(({ kind }) => kind === 'active').map(({ id }) => id));
  const count = board.cards.filter(
    ({ swimlaneId, columnId, archivedAt }) => swimlaneId === lane && active.has(columnId) && !archivedAt,
  ).length;
  const occupancy = { limit, load: limit?.load ?? count };
  return (
    <>
      {heading}
      {hidden}
      <span className={styles.count}>
        {t('board.lanes.inFlight')}{' '}
        <BoardLimitFigure subject={subject} name={t('board.lanes.lane', { lane: name })} count={count} />
      </span>
      {limit && (
        <StateWord state={placeState(occupancy)} size="small">
          {stateLabel(t, occupancy)}
        </StateWord>
      )}
    </>
  );
}

/** The cell where a column and a lane meet. */
function LaneCell({ column, lane, row }: { column: Column; lane: string | null; row: number }) {
  const { board, canEdit, collapsed, dropCards } = useBoardPage();
  const t = useTranslations();
  const cell = { columnId: column.id, swimlaneId: lane };
  const element = useRef<HTMLDivElement>(null);
  // A card dropped beside the stacks lands here as well.
  const isOver = useCellDrop(element, { isEnabled: canEdit, onDrop: (card) => dropCards(card, cell) });
  const limit =
    lane === null ? null : limitOf(board, { scope: 'swimlane', swimlaneId: lane, columnId: column.id });
  const occupancy = { limit, load: limit?.load ?? 0 };
  return (
    <LabelledGroup
      ref={element}
      aria-label={cellName(t, board, cell)}
      className={styles.cell}
      // The first row is the column's head; each lane has one row for its name and one for its cards.
      style={{ gridRow: `${2 * row + 2} / span 2` }}
      data-cell={lane ?? 'none'}
      data-collapsed={collapsed.has(laneId(lane)) || undefined}
      data-room={placeState(occupancy)}
    >
      <CellHead column={column} lane={lane} limit={limit} />
      <RefusalIn cell={cell} />
      <Stacks column={column} cell={cell} limit={limit} load={occupancy.load} isOver={isOver} />
    </LabelledGroup>
  );
}

/** The limit of a cell, in the line with the lane's name; on a phone, where lanes are inside the column, also that name. */
function CellHead({ column, lane, limit }: { column: Column; lane: string | null; limit: Limit | null }) {
  const { board } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const cell = { columnId: column.id, swimlaneId: lane };
  const occupancy = { limit, load: limit?.load ?? 0 };
  const state = placeState(occupancy);
  const isShown = lane !== null && (limit !== null || (can(role, 'manageBoards') && !board.archivedAt));
  return (
    <div className={styles.cellHead}>
      <span className={styles.lane}>
        <LaneName lane={lane} columnId={column.id} as="h3" />
      </span>
      {isShown && (
        <span className={styles.figure} data-limited={limit !== null || undefined}>
          {limit && column.split && <span className={styles.both}>{t('board.lanes.bothHalves')}</span>}
          <BoardLimitFigure
            subject={{ scope: 'swimlane', swimlaneId: lane, columnId: column.id }}
            name={cellName(t, board, cell)}
            count={cardsInCell(board, cell).length}
          />
          {limit && state !== 'free' && (
            <StateWord state={state} size="small">
              {stateLabel(t, occupancy)}
            </StateWord>
          )}
        </span>
      )}
    </div>
  );
}
