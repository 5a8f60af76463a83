'use client';

import type { Column } from '@weir/contract';
import { Button } from '@/components/button';
import { Glyph } from '@/components/glyph';
import { useBoardRoom } from './board-room';
import styles from './column.module.css';
import type { Verdict } from './verdict';

const mostDrawn = 5;

/** Free places, dashed. The first of a queue takes a new card. */
export function FreeSlots({
  column,
  free,
  isEmpty,
  verdict,
}: {
  column: Column;
  free: number;
  isEmpty: boolean;
  verdict: Verdict | null;
}) {
  const { canEdit, open } = useBoardRoom();
  const takesNew = canEdit && column.kind === 'queue' && !verdict && (free > 0 || !column.limit);
  const places = column.limit ? free : isEmpty || takesNew ? 1 : 0;
  if (places === 0) return null;
  const drawn = Math.min(places, mostDrawn);
  return (
    <div className={styles.slots}>
      {Array.from({ length: drawn }, (_, at) =>
        at === 0 && takesNew ? (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index
            key={at}
            variant="plain"
            className={styles.slot}
            onPress={() => open({ kind: 'create', columnId: column.id })}
            aria-label={`Add a card to ${column.name}`}
          >
            <Glyph name="plus" size={12} /> Add a card
          </Button>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index
          <div key={at} className={styles.slot} data-first={at === 0 || undefined} aria-hidden="true">
            {verdict?.kind === 'takes' && at === 0 ? 'here' : column.limit ? 'free' : 'nothing yet'}
          </div>
        ),
      )}
      {places > drawn && <p className={styles.moreFree}>and {places - drawn} more free</p>}
    </div>
  );
}
