'use client';

import type { Column as ColumnOnBoard } from '@weir/contract';
import { useRef } from 'react';
import { roomOf } from '@/lib/board/capacity-words';
import { useBoardRoom } from '../board-context';
import { Cell } from '../lanes/cell';
import { useSpotDrop } from '../moving/drag';
import { RefusalAt } from '../refusals/refusal-at';
import { Places } from '../stack/places';
import styles from './column.module.css';
import { ColumnHead } from './column-head';

type Props = {
  column: ColumnOnBoard;
  /** Its place in the row of columns, from 1. */
  at: number;
  /** The board's lanes as rows; empty where it has none. */
  lanes: (string | null)[];
};

/** A column as capacity: cards fill places, free places are drawn, a refusal stands on top. In lanes, a cell for each. */
export function Column({ column, at, lanes }: Props) {
  const { canEdit, moveCard, verdictOn } = useBoardRoom();
  const element = useRef<HTMLElement>(null);
  const spot = { columnId: column.id };
  const isOver = useSpotDrop(element, { isEnabled: canEdit, onDrop: (card) => moveCard(card, spot) });
  // In lanes and halves each of them says it for itself.
  const hasParts = lanes.length > 0 || column.split;
  const verdict = hasParts ? null : verdictOn(spot);
  return (
    <section
      ref={element}
      className={styles.column}
      style={{ gridColumn: at }}
      aria-labelledby={`column-${column.id}`}
      data-column={column.id}
      data-lanes={lanes.length > 0 || undefined}
      data-room={roomOf(column)?.state ?? 'none'}
      data-verdict={verdict?.kind}
      data-over={(isOver && !hasParts) || undefined}
    >
      <ColumnHead column={column} verdict={verdict} withPlaces={lanes.length > 0} />
      {lanes.length > 0 ? (
        lanes.map((lane, row) => <Cell key={lane ?? 'none'} column={column} lane={lane} row={row} />)
      ) : (
        <div className={styles.body}>
          <RefusalAt spot={spot} />
          <Places column={column} spot={spot} limit={column.limit} load={column.load} isOver={isOver} />
        </div>
      )}
    </section>
  );
}
