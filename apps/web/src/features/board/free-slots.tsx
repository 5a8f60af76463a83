'use client';

import type { Column } from '@weir/contract';
import { Button } from '@/components/button';
import { Glyph } from '@/components/glyph';
import { useBoardRoom } from './board-room';
import styles from './column.module.css';
import { roomOf } from './room-words';
import { type Spot, spotName } from './spots';
import type { Verdict } from './verdict';

const mostDrawn = 5;

/** Free places, dashed. The first of a queue takes a new card; as long as a card is in the air it is a place only. */
export function FreeSlots({
  column,
  spot,
  free,
  isEmpty,
  verdict,
}: {
  column: Column;
  spot: Spot;
  /** Null where there is no limit. */
  free: number | null;
  isEmpty: boolean;
  verdict: Verdict | null;
}) {
  const { board, canEdit, open } = useBoardRoom();
  // Cards enter a split column by its doing half, and there its free places are.
  if (spot.half === 'done') return null;
  const inLane = spot.swimlaneId !== undefined;
  const isFull = free === 0 || roomOf(column)?.free === 0;
  const takesNew = canEdit && column.kind === 'queue' && !isFull;
  const places = free ?? ((isEmpty && !inLane) || takesNew ? 1 : 0);
  if (places === 0) return null;
  const drawn = Math.min(places, mostDrawn);
  const add = () =>
    open({ kind: 'create', columnId: column.id, ...(spot.swimlaneId && { swimlaneId: spot.swimlaneId }) });
  return (
    <div className={styles.slots}>
      {Array.from({ length: drawn }, (_, at) =>
        at === 0 && takesNew && !verdict ? (
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
            data-first={at === 0 || undefined}
            aria-hidden="true"
          >
            {at === 0 && verdict?.kind === 'takes'
              ? 'here'
              : free !== null
                ? 'free'
                : isEmpty && 'nothing yet'}
          </div>
        ),
      )}
      {places > drawn && <p className={styles.moreFree}>and {places - drawn} more free</p>}
    </div>
  );
}
