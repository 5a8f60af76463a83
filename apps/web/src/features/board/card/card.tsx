'use client';

import type { Card as CardOnBoard } from '@weir/contract';
import { type MouseEvent, useRef } from 'react';
import { spotOf } from '@/lib/board/keyboard-moves';
import { useBoardRoom } from '../board-context';
import { type Edge, useCardDrag } from '../moving/drag';
import styles from './card.module.css';
import { BlockedStrip, CardFoot, CardMarks } from './card-face';
import { CardMenu } from './card-menu';

/** A card: its whole face leads to it, it can be dragged, and its menu does all the same. */
export function Card({ card, isCompact = false }: { card: CardOnBoard; isCompact?: boolean }) {
  const { board, canEdit, workspace, current, setCurrent, openCard, dragged, moveCard } = useBoardRoom();
  const element = useRef<HTMLLIElement>(null);
  const dropAt = (dropped: number, edge: Edge) =>
    moveCard(dropped, {
      ...spotOf(board, card),
      ...(edge === 'above' ? { before: card.number } : { after: card.number }),
    });
  const edge = useCardDrag(element, card.number, {
    isEnabled: canEdit,
    onDrop: dropAt,
  });
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    openCard(card.number);
  };
  const isCurrent = current === card.number;

  return (
    <li
      ref={element}
      className={styles.card}
      data-card={card.number}
      data-blocked={card.blocked ? true : undefined}
      data-class={card.classOfService}
      data-compact={isCompact || undefined}
      data-edge={edge ?? undefined}
      data-dragged={dragged?.number === card.number || undefined}
    >
      <BlockedStrip card={card} />
      <CardMarks card={card} />
      <a
        className={styles.title}
        href={`/${workspace}/${board.key}?card=${card.number}`}
        onClick={follow}
        onFocus={() => setCurrent(card.number)}
        tabIndex={isCurrent ? 0 : -1}
        draggable={false}
        dir="auto"
        aria-describedby={`card-${card.number}`}
      >
        {card.title}
      </a>
      <div id={`card-${card.number}`}>
        <CardFoot card={card} board={board} />
      </div>
      {canEdit && <CardMenu card={card} isReachable={isCurrent} />}
    </li>
  );
}
