'use client';

import type { Column } from '@weir/contract';
import { Button } from '@/components/button';
import { Glyph } from '@/components/glyph';
import { type Spot, spotName } from '@/lib/board/cells';
import { leastFree } from '@/lib/board/least-free';
import { useBoardRoom } from '../board-context';
import styles from './stack.module.css';

const mostDrawn = 5;

/** Free places, dashed: no more than all limits leave together. The first of a queue takes a new card; as long as a card is in the air it is a place only. */
export function FreeSlots({
  column,
  spot,
  free,
  isEmpty,
  isInAir,
  isHere,
  isShut,
}: {
  column: Column;
  spot: Spot;
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
  const { board, canEdit, open } = useBoardRoom();
  // Cards enter a split column by its doing half, and there its free places are.
  if (spot.half === 'done') return null;
  const inLane = spot.swimlaneId !== undefined;
  const least = leastFree(board, spot);
  const takesNew = canEdit && column.kind === 'queue' && least !== 0;
  const places = free === null ? Number((isEmpty && !inLane) || takesNew) : Math.min(free, least ?? free);
  if (places === 0) return null;
  const drawn = Math.min(places, mostDrawn);
  const add = () =>
    open({ kind: 'create', columnId: column.id, ...(spot.swimlaneId && { swimlaneId: spot.swimlaneId }) });
  return (
    <div className={styles.slots} data-shut={isShut || undefined}>
      {Array.from({ length: drawn }, (_, at) =>
        at === 0 && takesNew && !isInAir ? (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index
            key={at}
            variant="plain"
            className={`${styles.slot} ${inLane ? styles.low : ''}`}
            onPress={add}
            aria-label={`Add a card to ${spotName(board, spot)}`}
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
