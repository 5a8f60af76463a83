'use client';

import { type Column, can, type Limit } from '@weir/contract';
import { useRef } from 'react';
import { StateWord } from '@/components/data/state-word';
import { roomLabel, roomOf } from '@/lib/board/capacity-words';
import { cellName, laneName, nameOfNoLane } from '@/lib/board/cells';
import { limitOf } from '@/lib/board/limit-subjects';
import { cardsAt } from '@/lib/board/optimistic';
import { useBoardContext } from '../board-context';
import { BoardLimitFigure } from '../board-limit-figure';
import { useCellDrop } from '../moving/drag';
import { VerdictOver, VerdictWord } from '../moving/verdict-word';
import { RefusalAt } from '../refusals/refusal';
import styles from './lanes.module.css';
import { Stacks } from './stack';

/** A lane's name across its row, with what is in flight in it and what it may hold. */
export function LaneHead({ lane, gridRow }: { lane: string | null; gridRow: number }) {
  const { board, canEdit, dragged, moveCard, verdictOn } = useBoardContext();
  const element = useRef<HTMLDivElement>(null);
  const columnOf = (card: number) => board.cards.find(({ number }) => number === card)?.columnId ?? '';
  // A card that is dropped on the lane's name changes its lane and stays in its column.
  const isOver = useCellDrop(element, {
    isEnabled: canEdit,
    onDrop: (card) => moveCard(card, { columnId: columnOf(card), swimlaneId: lane }),
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
              <VerdictOver verdict={verdict} />
            ) : (
              <VerdictWord verdict={verdict} isBrief />
            )}
          </span>
        )}
      </div>
    </div>
  );
}

export function LaneName({ lane, as: Name }: { lane: string | null; as: 'h2' | 'h3' }) {
  const { board } = useBoardContext();
  if (lane === null) return <Name className={styles.name}>{nameOfNoLane}</Name>;
  const name = laneName(board, lane);
  const subject = { scope: 'swimlane' as const, swimlaneId: lane };
  const limit = limitOf(board, subject);
  const active = new Set(board.columns.filter(({ kind }) => kind === 'active').map(({ id }) => id));
  const count = board.cards.filter(
    ({ swimlaneId, columnId, archivedAt }) => swimlaneId === lane && active.has(columnId) && !archivedAt,
  ).length;
  const { state, text } = roomLabel({ limit, load: limit?.load ?? count });
  return (
    <>
      <Name className={styles.name} dir="auto">
        {name}
      </Name>
      <span className={styles.count}>
        in flight <BoardLimitFigure subject={subject} name={`Lane ${name}`} count={count} />
      </span>
      {limit && (
        <StateWord state={state} size="small">
          {text}
        </StateWord>
      )}
    </>
  );
}

/** Where a column and a lane meet. */
export function Cell({ column, lane, row }: { column: Column; lane: string | null; row: number }) {
  const { board, canEdit, moveCard } = useBoardContext();
  const cell = { columnId: column.id, swimlaneId: lane };
  const element = useRef<HTMLDivElement>(null);
  // What is dropped beside its stacks is dropped here, too.
  const isOver = useCellDrop(element, { isEnabled: canEdit, onDrop: (card) => moveCard(card, cell) });
  const limit =
    lane === null ? null : limitOf(board, { scope: 'swimlane', swimlaneId: lane, columnId: column.id });
  const occupancy = { limit, load: limit?.load ?? 0 };
  return (
    // biome-ignore lint/a11y/useSemanticElements: not a set of fields
    <div
      ref={element}
      role="group"
      aria-label={cellName(board, cell)}
      className={styles.cell}
      // The column's head is the first row; each lane has a row for its name and one for its cells.
      style={{ gridRow: 2 * row + 3 }}
      data-cell={lane ?? 'none'}
      data-room={roomOf(occupancy)?.state ?? 'none'}
    >
      <CellHead column={column} lane={lane} limit={limit} />
      <RefusalAt cell={cell} />
      <Stacks column={column} cell={cell} limit={limit} load={occupancy.load} isOver={isOver} />
    </div>
  );
}

/** What limits a cell; on a phone, where the lanes stand inside the column, the lane's name as well. */
export function CellHead({
  column,
  lane,
  limit,
}: {
  column: Column;
  lane: string | null;
  limit: Limit | null;
}) {
  const { board, role } = useBoardContext();
  const cell = { columnId: column.id, swimlaneId: lane };
  const word = roomLabel({ limit, load: limit?.load ?? 0 });
  const isShown = lane !== null && (limit !== null || (can(role, 'manageBoards') && !board.archivedAt));
  // So that the cards of a row begin at one height.
  const isBeside = board.limits.some(
    (each) => each.scope === 'swimlane' && each.swimlaneId === lane && each.columnId !== undefined,
  );
  return (
    <div className={styles.cellHead} data-kept={isShown || isBeside || undefined}>
      <span className={styles.lane}>
        <LaneName lane={lane} as="h3" />
      </span>
      {isShown && (
        <span className={styles.figure} data-limited={limit !== null || undefined}>
          {limit && column.split && <span className={styles.both}>both halves</span>}
          <BoardLimitFigure
            subject={{ scope: 'swimlane', swimlaneId: lane, columnId: column.id }}
            name={cellName(board, cell)}
            count={cardsAt(board, cell).length}
          />
          {limit && word.state !== 'free' && (
            <StateWord state={word.state} size="small">
              {word.text}
            </StateWord>
          )}
        </span>
      )}
    </div>
  );
}
