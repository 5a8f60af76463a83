'use client';

import type { Column, Limit } from '@weir/contract';
import { may } from '@weir/contract';
import { StateWord } from '@/components/state-word';
import { BoardFigure } from '@/features/limits/limit-figure';
import { roomWord } from '@/lib/board/capacity-words';
import { spotName } from '@/lib/board/cells';
import { cardsAt } from '@/lib/board/optimistic';
import { useBoardRoom } from '../board-context';
import styles from './cell.module.css';
import { LaneName } from './lane-head';

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
  const { board, role } = useBoardRoom();
  const spot = { columnId: column.id, swimlaneId: lane };
  const word = roomWord({ limit, load: limit?.load ?? 0 });
  const isShown = lane !== null && (limit !== null || (may(role, 'manageBoards') && !board.archivedAt));
  // So that the cards of a row begin at one height.
  const isBeside = board.limits.some(
    (each) => each.scope === 'swimlane' && each.swimlaneId === lane && each.columnId !== undefined,
  );
  return (
    <div className={styles.head} data-kept={isShown || isBeside || undefined}>
      <span className={styles.lane}>
        <LaneName lane={lane} as="h3" />
      </span>
      {isShown && (
        <span className={styles.figure} data-limited={limit !== null || undefined}>
          {limit && column.split && <span className={styles.both}>both halves</span>}
          <BoardFigure
            subject={{ scope: 'swimlane', swimlaneId: lane, columnId: column.id }}
            name={spotName(board, spot)}
            count={cardsAt(board, spot).length}
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
