'use client';

import { useRef } from 'react';
import { StateWord } from '@/components/state-word';
import { BoardFigure } from '@/features/limits/limit-figure';
import { roomWord } from '@/lib/board/capacity-words';
import { laneName, nameOfNoLane } from '@/lib/board/cells';
import { limitOf } from '@/lib/board/limits-of';
import { useBoardRoom } from '../board-context';
import { useSpotDrop } from '../moving/drag';
import { VerdictOver } from '../moving/verdict-over';
import { VerdictWord } from '../moving/verdict-word';
import styles from './lane-head.module.css';

/** A lane's name across its row, with what is in flight in it and what it may hold. */
export function LaneHead({ lane, gridRow }: { lane: string | null; gridRow: number }) {
  const { board, canEdit, dragged, moveCard, verdictOn } = useBoardRoom();
  const element = useRef<HTMLDivElement>(null);
  const columnOf = (card: number) => board.cards.find(({ number }) => number === card)?.columnId ?? '';
  // A card that is dropped on the lane's name changes its lane and stays in its column.
  const isOver = useSpotDrop(element, {
    isEnabled: canEdit,
    onDrop: (card) => moveCard(card, { columnId: columnOf(card), swimlaneId: lane }),
  });
  const verdict = dragged && verdictOn({ columnId: dragged.columnId, swimlaneId: lane });
  const isTold = verdict && verdict.kind !== 'home' && (verdict.kind !== 'takes' || isOver);
  return (
    <div
      ref={element}
      className={styles.row}
      style={{ gridRow: `${gridRow} / span 2` }}
      data-over={isOver || undefined}
    >
      <div className={styles.head}>
        <LaneName lane={lane} as="h2" />
        {isTold && (
          <span>
            {isOver && verdict.kind !== 'takes' ? (
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
  const { board } = useBoardRoom();
  if (lane === null) return <Name className={styles.name}>{nameOfNoLane}</Name>;
  const name = laneName(board, lane);
  const subject = { scope: 'swimlane' as const, swimlaneId: lane };
  const limit = limitOf(board, subject);
  const active = new Set(board.columns.filter(({ kind }) => kind === 'active').map(({ id }) => id));
  const count = board.cards.filter(
    ({ swimlaneId, columnId, archivedAt }) => swimlaneId === lane && active.has(columnId) && !archivedAt,
  ).length;
  const { state, text } = roomWord({ limit, load: limit?.load ?? count });
  return (
    <>
      <Name className={styles.name} dir="auto">
        {name}
      </Name>
      <span className={styles.count}>
        in flight <BoardFigure subject={subject} name={`Lane ${name}`} count={count} />
      </span>
      {limit && (
        <StateWord state={state} size="small">
          {text}
        </StateWord>
      )}
    </>
  );
}
