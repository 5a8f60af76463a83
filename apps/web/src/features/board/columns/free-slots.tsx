'use client';

import type { Column } from '@weir/contract';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { type Cell, cellName } from '@/lib/board/cells';
import { freeInCell } from '@/lib/board/least-free';
import { useBoardContext } from '../board-context';
import styles from './stack.module.css';

const maxDrawn = 5;

/** Free places, dashed: no more than all limits leave together. The first of a queue takes a new card; as long as a card is in the air it is a place only. */
export function FreeSlots({
  column,
  cell,
  free,
  isEmpty,
  isInAir,
  isHere,
  isShut,
}: {
  column: Column;
  cell: Cell;
  /** How many its own limit leaves; null where it has none. */
  free: number | null;
  isEmpty: boolean;
  /** A card is in the air. */
  isInAir: boolean;
  /** It is over this place, which would take it. */
  isHere: boolean;
  /** The card in the air may not come here: its places keep their room, unseen. */
  isShut: boolean;
}) {
  const { board, canEdit, open } = useBoardContext();
  // Cards enter a split column by its doing half, and there its free places are.
  if (cell.half === 'done') return null;
  const inLane = cell.swimlaneId !== undefined;
  const least = freeInCell(board, cell);
  const takesNew = canEdit && column.kind === 'queue' && least !== 0;
  const places = free === null ? Number((isEmpty && !inLane) || takesNew) : Math.min(free, least ?? free);
  if (places === 0) return null;
  const drawn = Math.min(places, maxDrawn);
  const add = () =>
    open({ kind: 'create', columnId: column.id, ...(cell.swimlaneId && { swimlaneId: cell.swimlaneId }) });
  return (
    <div className={styles.slots} data-closed={isShut || undefined}>
      {Array.from({ length: drawn }, (_, at) =>
        at === 0 && takesNew && !isInAir ? (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index
            key={at}
            variant="plain"
            className={`${styles.slot} ${inLane ? styles.low : ''}`}
            onPress={add}
            aria-label={`Add a card to ${cellName(board, cell)}`}
          >
            <Glyph name="plus" size={12} /> Add a card
          </Button>
        ) : (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index
            key={at}
            className={`${styles.slot} ${inLane ? styles.low : ''}`}
            data-here={(at === 0 && isHere) || undefined}
            aria-hidden="true"
          >
            {at === 0 && isHere ? 'here' : free !== null ? 'free' : isEmpty && 'nothing yet'}
          </div>
        ),
      )}
      {places > drawn && <p className={styles.moreFree}>and {places - drawn} more free</p>}
    </div>
  );
}
