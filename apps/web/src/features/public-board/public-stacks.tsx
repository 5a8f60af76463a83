'use client';

import type { Half, PublicBoard, PublicCard, PublicColumn } from '@weir/contract';
import { isCounted } from '@weir/domain';
import { useState } from 'react';
import { slotNumbers } from '@/components/data/slots';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import cardStyles from '@/features/board/card/card.module.css';
import { CardFacts } from '@/features/board/card/card-facts';
import strips from '@/features/board/card/card-strips.module.css';
import { ChecklistProgress } from '@/features/board/card/checklist/progress';
import { ClassMark } from '@/features/board/card/class-mark';
import { CardLabels, labelsOf } from '@/features/board/card/labels/card-labels';
import { HalfHead } from '@/features/board/columns/half-head';
import styles from '@/features/board/columns/stack.module.css';
import { capacityOf, freeInCell, type Occupancy } from '@/lib/board/capacity';
import { type Cell, cardsInCell, cellName, deliveredShown, halvesOf } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';

const maxSlots = 5;
const maxLabels = 4;
/** From here on the face may not have room for all of a title. */
const longTitle = 80;

type Props = Occupancy & { board: PublicBoard; column: PublicColumn; cell: Cell };

/** The cards of a column or a cell: one stack, or one for each half. */
export function PublicStacks({ board, column, cell, limit, load }: Props) {
  const capacity = capacityOf({ limit, load });
  const counted = cardsInCell(board, cell).filter((card) =>
    isCounted({ scope: 'column', columnId: column.id }, { ...card, assignees: [], archivedAt: null }, column),
  );
  const firstOver = capacity && capacity.over > 0 ? counted[capacity.max]?.number : undefined;
  const stack = (half: Half | undefined) => (
    <Stack
      key={half ?? 'all'}
      board={board}
      column={column}
      cell={half ? { ...cell, half } : cell}
      free={capacity?.free ?? null}
      firstOver={firstOver}
    />
  );
  if (!column.split) return stack(undefined);
  return <div className={styles.halves}>{halvesOf(column).map(stack)}</div>;
}

type StackProps = {
  board: PublicBoard;
  column: PublicColumn;
  cell: Cell;
  /** How many cards the limit still takes; null without one. */
  free: number | null;
  /** The number of the first card that is over the limit. */
  firstOver: number | undefined;
};

function Stack({ board, column, cell, free, firstOver }: StackProps) {
  const t = useTranslations();
  const cards = cardsInCell(board, cell);
  const isPart = cell.swimlaneId !== undefined || cell.half !== undefined;
  return (
    <div className={styles.stack} data-half={cell.half} data-part={isPart || undefined}>
      {cell.half && <HalfHead half={cell.half} count={cards.length} />}
      {column.kind === 'done' ? (
        <Delivered board={board} cards={cards} cell={cell} />
      ) : (
        <ul className={styles.cards} aria-label={t('board.column.cards', { cell: cellName(t, board, cell) })}>
          {cards.flatMap((card) => [
            ...(card.number === firstOver
              ? [
                  <li key="over" className={styles.overLine}>
                    <span>{t('board.column.overLimit')}</span>
                  </li>,
                ]
              : []),
            <Card key={card.number} board={board} card={card} />,
          ])}
        </ul>
      )}
      <FreeSlots board={board} cell={cell} free={free} isEmpty={cards.length === 0} />
    </div>
  );
}

/** Delivered cards, compact, the latest first; older ones on request. */
function Delivered({ board, cards, cell }: { board: PublicBoard; cards: PublicCard[]; cell: Cell }) {
  const t = useTranslations();
  const [isExpanded, setExpanded] = useState(false);
  const latest = cards.toSorted((one, other) =>
    (one.deliveredAt ?? '') < (other.deliveredAt ?? '') ? 1 : -1,
  );
  const shown = isExpanded ? latest : latest.slice(0, deliveredShown(board, cell));
  const count = latest.length - shown.length;
  return (
    <>
      <ul className={`${styles.cards} ${styles.compact}`} aria-label={t('board.column.deliveredCards')}>
        {shown.map((card) => (
          <Card key={card.number} board={board} card={card} isCompact />
        ))}
      </ul>
      {count > 0 && (
        <Button variant="plain" size="small" onPress={() => setExpanded(true)}>
          {t('board.column.showMore', { count })}
        </Button>
      )}
    </>
  );
}

type SlotsProps = { board: PublicBoard; cell: Cell; free: number | null; isEmpty: boolean };

/** The free places, dashed: as many as all limits together leave. */
function FreeSlots({ board, cell, free, isEmpty }: SlotsProps) {
  const t = useTranslations();
  // Cards enter a split column through its doing half.
  if (cell.half === 'done') return null;
  const hasLane = cell.swimlaneId !== undefined;
  const slots = free === null ? Number(isEmpty && !hasLane) : Math.min(free, freeInCell(board, cell) ?? free);
  if (slots === 0) return null;
  const drawn = Math.min(slots, maxSlots);
  return (
    <div className={styles.slots}>
      {slotNumbers(drawn).map((at) => (
        <div key={at} className={`${styles.slot} ${hasLane ? styles.low : ''}`} aria-hidden="true">
          {t(free === null ? 'board.slot.empty' : 'board.slot.free')}
        </div>
      ))}
      {slots > drawn && <p className={styles.moreFree}>{t('board.slot.more', { count: slots - drawn })}</p>}
    </div>
  );
}

type CardProps = { board: PublicBoard; card: PublicCard; isCompact?: boolean };

function Card({ board, card, isCompact = false }: CardProps) {
  const t = useTranslations();
  const labels = labelsOf(board, card.labelIds);
  return (
    <li
      className={cardStyles.card}
      data-card={card.number}
      data-blocked={card.blocked || undefined}
      data-class={card.classOfService}
      data-compact={isCompact || undefined}
    >
      {card.blocked && (
        <p className={strips.blocked}>
          <Glyph name="blocked" size={11} />
          <span>{t('components.state.blocked')}</span>
        </p>
      )}
      {card.classOfService !== 'standard' && (
        <div className={cardStyles.marks}>
          <ClassMark of={card.classOfService} />
        </div>
      )}
      <p
        className={cardStyles.face}
        dir="auto"
        title={card.title.length > longTitle ? card.title : undefined}
      >
        {card.title}
      </p>
      <div className={cardStyles.about}>
        {labels.length > 0 && <CardLabels labels={labels} max={maxLabels} />}
        <div className={cardStyles.foot}>
          <CardFacts card={card} board={board} />
          {card.checklist.total > 0 && <ChecklistProgress of={card.checklist} />}
        </div>
      </div>
    </li>
  );
}
