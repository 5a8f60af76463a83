'use client';

import type { Card as CardOnBoard, Column } from '@weir/contract';
import { Fragment, useRef } from 'react';
import { type Spot, spotName } from '@/lib/board/cells';
import { cardsAt } from '@/lib/board/optimistic';
import { useBoardRoom } from '../board-context';
import { Card } from '../card/card';
import styles from '../columns/column.module.css';
import { HalfHead } from '../columns/half-head';
import { useSpotDrop } from '../moving/drag';
import { VerdictOver } from '../moving/verdict-over';
import { VerdictWord } from '../moving/verdict-word';
import { Delivered } from './delivered';
import { FreeSlots } from './free-slots';
import places from './places.module.css';

type Props = {
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
export function Stack({ column, spot, free, firstOver, isAround }: Props) {
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
      className={places.stack}
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
        <div className={places.tag} data-empty={cards.length === 0 || undefined}>
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
