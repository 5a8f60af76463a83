'use client';

import type { Column } from '@weir/contract';
import { useBoardRoom } from './board-room';
import styles from './cell.module.css';
import { CellHead } from './cell-head';
import { limitOf } from './limits-of';
import { Places } from './places';
import { RefusalAt } from './refusal-at';
import { roomOf } from './room-words';
import { spotName } from './spots';

/** Where a column and a lane meet. */
export function Cell({ column, lane, row }: { column: Column; lane: string | null; row: number }) {
  const { board } = useBoardRoom();
  const spot = { columnId: column.id, swimlaneId: lane };
  const limit =
    lane === null ? null : limitOf(board, { scope: 'swimlane', swimlaneId: lane, columnId: column.id });
  const held = { limit, load: limit?.load ?? 0 };
  return (
    // biome-ignore lint/a11y/useSemanticElements: not a set of fields
    <div
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
      <Places column={column} spot={spot} limit={limit} load={held.load} />
    </div>
  );
}
