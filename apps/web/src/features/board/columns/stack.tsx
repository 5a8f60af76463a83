'use client';

import type { Card as CardOnBoard, Column, Half } from '@weir/contract';
import { counts } from '@weir/domain';
import { Fragment, useRef, useState } from 'react';
import { Button } from '@/components/button';
import { Glyph } from '@/components/glyph';
import { type Held, roomOf } from '@/lib/board/capacity-words';
import { halvesOf, type Spot, spotName } from '@/lib/board/cells';
import { firstShown } from '@/lib/board/first-shown';
import { cardsAt } from '@/lib/board/optimistic';
import { useBoardRoom } from '../board-context';
import { Card } from '../card/card';
import { useSpotDrop } from '../moving/drag';
import { VerdictOver, VerdictWord } from '../moving/verdict-word';
import { FreeSlots } from './free-slots';
import styles from './stack.module.css';

type PlacesProps = Held & {
  column: Column;
  spot: Spot;
  /** The card in the air is over the column or the cell. */
  isOver: boolean;
};

/** The places of a column or of its cell: one stack, or the doing and the done half under one head and one limit. */
export function Places({ column, spot, limit, load, isOver }: PlacesProps) {
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
  function firstAfter(max: number): CardOnBoard | null {
    const scope = { scope: 'column' as const, columnId: column.id };
    return cardsAt(board, spot).filter((card) => counts(scope, card, column))[max] ?? null;
  }
}

type StackProps = {
  column: Column;
  spot: Spot;
  /** How many more its own limit lets in; null where it has none. */
  free: number | null;
  /** The card with which the limit is passed. */
  firstOver: CardOnBoard | null;
  /** The card in the air is over what is around it, which lets it down here. */
  isAround: boolean;
};

/** Cards above one another, with the free places below. Where a column has several, each takes what is dropped on it. */
export function Stack({ column, spot, free, firstOver, isAround }: StackProps) {
  const { board, canEdit, moveCard, verdictOn } = useBoardRoom();
  const element = useRef<HTMLDivElement>(null);
  const isPart = spot.swimlaneId !== undefined || spot.half !== undefined;
  const isOverIt = useSpotDrop(element, {
    isEnabled: canEdit && isPart,
    onDrop: (card) => moveCard(card, spot),
  });
  const isOver = isOverIt || (isAround && !spot.half);
  const cards = cardsAt(board, spot);
  const verdict = verdictOn(spot);
  // What would take it says so under the pointer only, and what does not says there in full why.
  const isTold = isPart && verdict && verdict.kind !== 'home' && (verdict.kind !== 'takes' || isOver);
  return (
    <div
      ref={element}
      className={styles.stack}
      data-stack={column.id}
      data-lane={spot.swimlaneId ?? ''}
      data-half={spot.half}
      data-part={isPart || undefined}
      data-verdict={(isPart && verdict?.kind) || undefined}
      data-over={(isPart && isOver) || undefined}
    >
      {spot.half && <HalfHead half={spot.half} cards={cards} />}
      {column.kind === 'done' ? (
        <Delivered cards={cards} spot={spot} />
      ) : (
        <ul className={styles.cards} aria-label={`Cards in ${spotName(board, spot)}`}>
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
      {isTold && (
        <div className={styles.tag} data-empty={cards.length === 0 || undefined}>
          {isOver && verdict.kind !== 'takes' ? (
            <VerdictOver verdict={verdict} />
          ) : (
            <VerdictWord verdict={verdict} isBrief />
          )}
        </div>
      )}
      <FreeSlots
        column={column}
        spot={spot}
        free={free}
        isEmpty={cards.length === 0}
        isInAir={verdict !== null}
        isHere={isOver && verdict?.kind === 'takes'}
        isShut={Boolean(isTold) && verdict?.kind !== 'takes'}
      />
    </div>
  );
}

/** Delivered cards, compactly, the latest first; older ones on demand. */
export function Delivered({ cards, spot }: { cards: CardOnBoard[]; spot: Spot }) {
  const { board } = useBoardRoom();
  const [isWhole, setWhole] = useState(false);
  const latest = cards.toSorted((one, other) =>
    (one.deliveredAt ?? '') < (other.deliveredAt ?? '') ? 1 : -1,
  );
  const shown = isWhole ? latest : latest.slice(0, firstShown(board, spot));
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
