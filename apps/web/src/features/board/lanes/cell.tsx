'use client';

import type { Column } from '@weir/contract';
import { useRef } from 'react';
import { roomOf } from '@/lib/board/capacity-words';
import { spotName } from '@/lib/board/cells';
import { limitOf } from '@/lib/board/limits-of';
import { useBoardRoom } from '../board-context';
import { useSpotDrop } from '../moving/drag';
import { RefusalAt } from '../refusals/refusal-at';
import { Places } from '../stack/places';
import styles from './cell.module.css';
import { CellHead } from './cell-head';

/** Where a column and a lane meet. */
export function Cell({ column, lane, row }: { column: Column; lane: string | null; row: number }) {
  const { board, canEdit, moveCard } = useBoardRoom();
  const spot = { columnId: column.id, swimlaneId: lane };
  const element = useRef<HTMLDivElement>(null);
  // What is dropped beside its stacks is dropped here, too.
  const isOver = useSpotDrop(element, { isEnabled: canEdit, onDrop: (card) => moveCard(card, spot) });
  const limit =
    lane === null ? null : limitOf(board, { scope: 'swimlane', swimlaneId: lane, columnId: column.id });
  const held = { limit, load: limit?.load ?? 0 };
  return (
    // biome-ignore lint/a11y/useSemanticElements: not a set of fields
    <div
      ref={element}
      role="group"
      aria-label={spotName(board, spot)}
      className={styles.cell}
      // The column's head is the first row; each lane has a row for its name and one for its cells.
      style={{ gridRow: 2 * row + 3 }}
      data-cell={lane ?? 'none'}
      data-room={roomOf(held)?.state ?? 'none'}
    >
      <CellHead column={column} lane={lane} limit={limit} />
      <RefusalAt spot={spot} />
      <Places column={column} spot={spot} limit={limit} load={held.load} isOver={isOver} />
    </div>
  );
}
