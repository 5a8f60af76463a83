'use client';

import type { Card as CardOnBoard, Column, Half } from '@weir/contract';
import { isCounted } from '@weir/domain';
import { useRef, useState } from 'react';
import { Button } from '@/components/form/button';
import { capacityOf, type Occupancy } from '@/lib/board/capacity';
import { type Cell, cardsInCell, cellName, deliveredShown, halvesOf } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { useCellDrop, VerdictLabel, VerdictPopover } from '../moving/drag';
import { FreeSlots } from './free-slots';
import { HalfHead } from './half-head';
import styles from './stack.module.css';
import { StackCards } from './stack-cards';

type Props = Occupancy & {
  column: Column;
  cell: Cell;
  /** A card is dragged over the column or the cell. */
  isOver: boolean;
};

/** The cards of a column or a cell: one stack, or one for each half. Both halves share the limit. */
export function Stacks({ column, cell, limit, load, isOver }: Props) {
  const { board } = useBoardPage();
  const capacity = capacityOf({ limit, load });
  const firstOver = capacity && capacity.over > 0 ? cardAfter(capacity.max) : null;
  const stack = (half: Half | undefined) => (
    <Stack
      key={half ?? 'all'}
      column={column}
      cell={half ? { ...cell, half } : cell}
      free={capacity?.free ?? null}
      firstOver={firstOver}
      isAround={isOver}
    />
  );
  if (!column.split) return stack(undefined);
  return <div className={styles.halves}>{halvesOf(column).map(stack)}</div>;

  /** The first card from the top that is over the limit. */
  function cardAfter(max: number): CardOnBoard | null {
    const scope = { scope: 'column' as const, columnId: column.id };
    return cardsInCell(board, cell).filter((card) => isCounted(scope, card, column))[max] ?? null;
  }
}

type StackProps = {
  column: Column;
  cell: Cell;
  /** How many cards the limit still takes; null without one. */
  free: number | null;
  /** The first card that is over the limit. */
  firstOver: CardOnBoard | null;
  /** A card is dragged over the surroundings of this stack, which would drop it here. */
  isAround: boolean;
};

/** Cards in their order, with the free slots below. A stack that is a part of its column is a drop target itself. */
function Stack({ column, cell, free, firstOver, isAround }: StackProps) {
  const { board, filtering, canEdit, dropCards, verdictOn } = useBoardPage();
  const t = useTranslations();
  const element = useRef<HTMLDivElement>(null);
  const isPart = cell.swimlaneId !== undefined || cell.half !== undefined;
  const isDirectlyOver = useCellDrop(element, {
    isEnabled: canEdit && isPart,
    onDrop: (card) => dropCards(card, cell),
  });
  const isOver = isDirectlyOver || (isAround && !cell.half);
  const all = cardsInCell(board, cell);
  const cards = cardsInCell(filtering.shownBoard, cell);
  const verdict = verdictOn(cell);
  // A cell with room says so under the pointer only. One without says briefly why, and in full under the pointer.
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
      {cell.half && <HalfHead half={cell.half} count={all.length} />}
      {column.kind === 'done' ? (
        <Delivered cards={cards} cell={cell} />
      ) : (
        <StackCards
          cards={cards}
          firstOver={firstOver}
          label={t('board.column.cards', { cell: cellName(t, board, cell) })}
        />
      )}
      {isShown && (
        <div className={styles.tag} data-empty={cards.length === 0 || undefined}>
          {isOver && verdict.kind !== 'allowed' ? (
            <VerdictPopover verdict={verdict} />
          ) : (
            <VerdictLabel verdict={verdict} isBrief />
          )}
        </div>
      )}
      <FreeSlots
        column={column}
        cell={cell}
        free={free}
        isEmpty={all.length === 0}
        isDragging={verdict !== null}
        isTarget={isOver && verdict?.kind === 'allowed'}
        isHidden={Boolean(isShown) && verdict?.kind !== 'allowed'}
      />
    </div>
  );
}

/** Delivered cards, compact, the latest first; older ones on request. */
function Delivered({ cards, cell }: { cards: CardOnBoard[]; cell: Cell }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const [isExpanded, setExpanded] = useState(false);
  const latest = cards.toSorted((one, other) =>
    (one.deliveredAt ?? '') < (other.deliveredAt ?? '') ? 1 : -1,
  );
  const shown = isExpanded ? latest : latest.slice(0, deliveredShown(board, cell));
  const count = latest.length - shown.length;
  return (
    <>
      <StackCards cards={shown} label={t('board.column.deliveredCards')} isCompact />
      {count > 0 && (
        <Button variant="plain" size="small" onPress={() => setExpanded(true)}>
          {t('board.column.showMore', { count })}
        </Button>
      )}
    </>
  );
}
