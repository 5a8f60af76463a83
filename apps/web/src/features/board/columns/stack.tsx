'use client';

import type { Card as CardOnBoard, Column, Half } from '@weir/contract';
import { isCounted } from '@weir/domain';
import { Fragment, useRef, useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { type Occupancy, roomOf } from '@/lib/board/capacity-words';
import { type Cell, cellName, halvesOf } from '@/lib/board/cells';
import { deliveredShown } from '@/lib/board/first-shown';
import { cardsAt } from '@/lib/board/optimistic';
import { useBoardContext } from '../board-context';
import { Card } from '../card/card';
import { useCellDrop } from '../moving/drag';
import { VerdictOver, VerdictWord } from '../moving/verdict-word';
import { FreeSlots } from './free-slots';
import styles from './stack.module.css';

type StacksProps = Occupancy & {
  column: Column;
  cell: Cell;
  /** The card in the air is over the column or the cell. */
  isOver: boolean;
};

/** The places of a column or of its cell: one stack, or the doing and the done half under one head and one limit. */
export function Stacks({ column, cell, limit, load, isOver }: StacksProps) {
  const { board } = useBoardContext();
  const room = roomOf({ limit, load });
  const firstOver = room && room.over > 0 ? firstAfter(room.max) : null;
  const stack = (half: 'doing' | 'done' | undefined) => (
    <Stack
      key={half ?? 'all'}
      column={column}
      cell={half ? { ...cell, half } : cell}
      free={room?.free ?? null}
      firstOver={firstOver}
      isAround={isOver}
    />
  );
  if (!column.split) return stack(undefined);
  return <div className={styles.halves}>{halvesOf(column).map(stack)}</div>;

  /** The card with which the limit is passed, read from the top. */
  function firstAfter(max: number): CardOnBoard | null {
    const scope = { scope: 'column' as const, columnId: column.id };
    return cardsAt(board, cell).filter((card) => isCounted(scope, card, column))[max] ?? null;
  }
}

type StackProps = {
  column: Column;
  cell: Cell;
  /** How many more its own limit lets in; null where it has none. */
  free: number | null;
  /** The card with which the limit is passed. */
  firstOver: CardOnBoard | null;
  /** The card in the air is over what is around it, which lets it down here. */
  isAround: boolean;
};

/** Cards above one another, with the free places below. Where a column has several, each takes what is dropped on it. */
export function Stack({ column, cell, free, firstOver, isAround }: StackProps) {
  const { board, canEdit, moveCard, verdictOn } = useBoardContext();
  const element = useRef<HTMLDivElement>(null);
  const isPart = cell.swimlaneId !== undefined || cell.half !== undefined;
  const isOverIt = useCellDrop(element, {
    isEnabled: canEdit && isPart,
    onDrop: (card) => moveCard(card, cell),
  });
  const isOver = isOverIt || (isAround && !cell.half);
  const cards = cardsAt(board, cell);
  const verdict = verdictOn(cell);
  // What would take it says so under the pointer only, and what does not says there in full why.
  const isShown = isPart && verdict && verdict.kind !== 'current' && (verdict.kind !== 'allowed' || isOver);
  return (
    <div
      ref={element}
      className={styles.stack}
      data-stack={column.id}
      data-lane={cell.swimlaneId ?? ''}
      data-half={cell.half}
      data-part={isPart || undefined}
      data-verdict={(isPart && verdict?.kind) || undefined}
      data-over={(isPart && isOver) || undefined}
    >
      {cell.half && <HalfHead half={cell.half} cards={cards} />}
      {column.kind === 'done' ? (
        <Delivered cards={cards} cell={cell} />
      ) : (
        <ul className={styles.cards} aria-label={`Cards in ${cellName(board, cell)}`}>
          {cards.map((card) => (
            <Fragment key={card.number}>
              {card.number === firstOver?.number && (
                <li className={styles.overLine}>
                  <span>over the limit</span>
                </li>
              )}
              <Card card={card} />
            </Fragment>
          ))}
        </ul>
      )}
      {isShown && (
        <div className={styles.tag} data-empty={cards.length === 0 || undefined}>
          {isOver && verdict.kind !== 'allowed' ? (
            <VerdictOver verdict={verdict} />
          ) : (
            <VerdictWord verdict={verdict} isBrief />
          )}
        </div>
      )}
      <FreeSlots
        column={column}
        cell={cell}
        free={free}
        isEmpty={cards.length === 0}
        isInAir={verdict !== null}
        isHere={isOver && verdict?.kind === 'allowed'}
        isShut={Boolean(isShown) && verdict?.kind !== 'allowed'}
      />
    </div>
  );
}

/** Delivered cards, compactly, the latest first; older ones on demand. */
export function Delivered({ cards, cell }: { cards: CardOnBoard[]; cell: Cell }) {
  const { board } = useBoardContext();
  const [isWhole, setWhole] = useState(false);
  const latest = cards.toSorted((one, other) =>
    (one.deliveredAt ?? '') < (other.deliveredAt ?? '') ? 1 : -1,
  );
  const shown = isWhole ? latest : latest.slice(0, deliveredShown(board, cell));
  const more = latest.length - shown.length;
  return (
    <>
      <ul className={`${styles.cards} ${styles.compact}`} aria-label="Delivered cards">
        {shown.map((card) => (
          <Card key={card.number} card={card} isCompact />
        ))}
      </ul>
      {more > 0 && (
        <Button variant="plain" size="small" onPress={() => setWhole(true)}>
          Show {more} more
        </Button>
      )}
    </>
  );
}

/** The name of a half; on the done one, how many are there for the next column to pull. */
export function HalfHead({ half, cards }: { half: Half; cards: readonly CardOnBoard[] }) {
  if (half === 'doing')
    return (
      <p className={styles.half}>
        <b>Doing</b> <span>{cards.length}</span>
      </p>
    );
  return (
    <p className={styles.half}>
      <b>Done</b>{' '}
      {cards.length === 0 ? (
        <span>nothing to pull</span>
      ) : (
        <span className={styles.pull}>
          <Glyph name="onward" size={12} /> {cards.length} ready to pull
        </span>
      )}
    </p>
  );
}
