'use client';

import type { Column as ColumnOnBoard } from '@weir/contract';
import { counts } from '@weir/domain';
import { useEffect, useRef } from 'react';
import { useBoardRoom } from './board-room';
import { Card } from './card';
import styles from './column.module.css';
import { ColumnHead } from './column-head';
import { Delivered } from './delivered';
import { useColumnDrop } from './drag';
import { FreeSlots } from './free-slots';
import { cardsIn } from './optimistic';
import { Refusal } from './refusal';
import { roomOf } from './room-words';
import { verdictOf } from './verdict';

/** A column as capacity: cards fill places, free places are drawn, a refusal stands on top. */
export function Column({ column }: { column: ColumnOnBoard }) {
  const { board, canEdit, dragged, moveCard, refused, opened } = useBoardRoom();
  const element = useRef<HTMLElement>(null);
  const isOver = useColumnDrop(element, {
    isEnabled: canEdit,
    onDrop: (card) => moveCard(card, { columnId: column.id }),
  });
  const cards = cardsIn(board, column.id);
  const room = roomOf(column);
  const verdict = dragged && verdictOf(board, dragged, column);
  // The move dialog shows it in its own list of columns.
  const refusal = refused?.move.columnId === column.id && opened?.kind !== 'move' ? refused : null;
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!refusal) return;
    body.current?.scrollTo({ top: 0 });
    element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [refusal]);

  return (
    <section
      ref={element}
      className={styles.column}
      aria-labelledby={`column-${column.id}`}
      data-column={column.id}
      data-room={room?.state ?? 'none'}
      data-verdict={verdict?.kind}
      data-over={isOver || undefined}
    >
      <ColumnHead column={column} verdict={verdict} />
      <div className={styles.body} ref={body}>
        {refusal && <Refusal refused={refusal} />}
        {column.kind === 'done' ? (
          <Delivered cards={cards} />
        ) : (
          <ul className={styles.cards} aria-label={`Cards in ${column.name}`}>
            {cards.map((card, at) => (
              <Placed key={card.number} isFirstOver={isFirstOver(at)}>
                <Card card={card} />
              </Placed>
            ))}
          </ul>
        )}
        <FreeSlots column={column} free={room?.free ?? 0} isEmpty={cards.length === 0} verdict={verdict} />
      </div>
    </section>
  );

  /** Whether the limit is passed with this card, read from the top. */
  function isFirstOver(at: number): boolean {
    if (!column.limit || !room || room.over === 0) return false;
    const taking = cards.filter((card) => counts({ scope: 'column', columnId: column.id }, card, column));
    return taking[column.limit.max] === cards[at];
  }
}

function Placed({ isFirstOver, children }: { isFirstOver: boolean; children: React.ReactNode }) {
  return (
    <>
      {isFirstOver && (
        <li className={styles.overLine}>
          <span>over the limit</span>
        </li>
      )}
      {children}
    </>
  );
}
