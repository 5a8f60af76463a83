'use client';

import type { Column } from '@weir/contract';
import dynamic from 'next/dynamic';
import { type ComponentProps, useState } from 'react';
import { slotNumbers } from '@/components/data/slots';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { freeInCell } from '@/lib/board/capacity';
import { type Cell, cellName } from '@/lib/board/cells';
import { collectTypedAhead } from '@/lib/keys/typed-ahead';
import { Ahead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import type * as quickAdd from './adding/quick-add';
import { isSameCell } from './adding/use-new-cards';
import styles from './stack.module.css';

const adder = new Ahead<ComponentProps<typeof quickAdd.QuickAdd>>();
const QuickAdd = adder.component(
  dynamic(
    adder.load(() =>
      withWordsOf('features/board/columns/adding/quick-add', import('./adding/quick-add')).then(
        (loaded) => loaded.QuickAdd,
      ),
    ),
    { loading: () => null },
  ),
);

const maxDrawn = 5;

/** Free slots, dashed: as many as all limits together leave. In a queue the first one is the button for a new card. */
export function FreeSlots({
  column,
  cell,
  free,
  isEmpty,
  isDragging,
  isTarget,
  isHidden,
}: {
  column: Column;
  cell: Cell;
  /** How many cards its own limit still takes; null without one. */
  free: number | null;
  isEmpty: boolean;
  /** Some card is being dragged. */
  isDragging: boolean;
  /** The dragged card is over this cell, which accepts it. */
  isTarget: boolean;
  /** The dragged card may not come here: the slots keep their space, unseen. */
  isHidden: boolean;
}) {
  const { board, canEdit, newCards } = useBoardPage();
  const t = useTranslations();
  const [adding, setAdding] = useState<'no' | 'open' | 'closed'>('no');
  // Cards enter a split column through its doing half, so its free slots are there.
  if (cell.half === 'done') return null;
  const hasLane = cell.swimlaneId !== undefined;
  const least = freeInCell(board, cell);
  const takesNew = canEdit && column.kind === 'queue' && least !== 0;
  const slots = free === null ? Number((isEmpty && !hasLane) || takesNew) : Math.min(free, least ?? free);
  // What did not become a card may come back after the field was closed.
  const isAdding = (adding === 'open' || newCards.leftIn(cell) !== null) && canEdit;
  const waiting = newCards.waiting.filter((card) => isSameCell(card.cell, cell));
  // It stays when its last card has filled the column: it may have more to say.
  const field = isAdding && (
    <QuickAdd cell={cell} onLeave={() => setAdding('no')} onEscape={() => setAdding('closed')} />
  );
  if (slots === 0 && !isAdding && waiting.length === 0) return null;
  const drawn = Math.min(slots, maxDrawn);
  const className = `${styles.slot} ${hasLane ? styles.low : ''}`;
  const label = free !== null ? t('board.slot.free') : isEmpty && t('board.slot.empty');
  return (
    <div className={styles.slots} data-closed={isHidden || undefined}>
      {waiting.length > 0 && (
        <ul
          className={styles.waiting}
          aria-label={t('card.quick.waiting', { cell: cellName(t, board, cell) })}
        >
          {waiting.map(({ id, title }) => (
            <li key={id} dir="auto">
              {title}
            </li>
          ))}
        </ul>
      )}
      {field}
      {slotNumbers(drawn).map((at) =>
        at === 0 && isAdding ? null : at === 0 && takesNew && !isDragging ? (
          <Button
            key={at}
            variant="plain"
            className={className}
            onPress={() => {
              // The field may have to load.
              collectTypedAhead();
              setAdding('open');
            }}
            // Escape leads back to it.
            autoFocus={adding === 'closed'}
            aria-label={t('board.slot.addTo', { cell: cellName(t, board, cell) })}
          >
            <Glyph name="plus" size={12} /> {t('board.slot.add')}
          </Button>
        ) : (
          <div
            key={at}
            className={className}
            data-here={(at === 0 && isTarget) || undefined}
            aria-hidden="true"
          >
            {at === 0 && isTarget ? t('board.slot.target') : label}
          </div>
        ),
      )}
      {slots > drawn && <p className={styles.moreFree}>{t('board.slot.more', { count: slots - drawn })}</p>}
    </div>
  );
}
