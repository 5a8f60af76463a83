'use client';

import type { Card, Column } from '@weir/contract';
import { counts } from '@weir/domain';
import { type Held, roomOf } from '@/lib/board/capacity-words';
import { halvesOf, type Spot } from '@/lib/board/cells';
import { cardsAt } from '@/lib/board/optimistic';
import { useBoardRoom } from '../board-context';
import styles from './places.module.css';
import { Stack } from './stack';

type Props = Held & {
  column: Column;
  spot: Spot;
  /** The card in the air is over the column or the cell. */
  isOver: boolean;
};

/** The places of a column or of its cell: one stack, or the doing and the done half under one head and one limit. */
export function Places({ column, spot, limit, load, isOver }: Props) {
  const { board } = useBoardRoom();
  const room = roomOf({ limit, load });
  const firstOver = room && room.over > 0 ? firstAfter(room.max) : null;
  const stack = (half: 'doing' | 'done' | undefined) => (
    <Stack
      key={half ?? 'all'}
      column={column}
      spot={half ? { ...spot, half } : spot}
      free={room?.free ?? null}
      firstOver={firstOver}
      isAround={isOver}
    />
  );
  if (!column.split) return stack(undefined);
  return <div className={styles.halves}>{halvesOf(column).map(stack)}</div>;

  /** The card with which the limit is passed, read from the top. */
  function firstAfter(max: number): Card | null {
    const scope = { scope: 'column' as const, columnId: column.id };
    return cardsAt(board, spot).filter((card) => counts(scope, card, column))[max] ?? null;
  }
}
