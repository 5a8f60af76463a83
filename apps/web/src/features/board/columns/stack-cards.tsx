'use client';

import type { Card as CardOnBoard } from '@weir/contract';
import { useLayoutEffect, useRef } from 'react';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { Card } from '../card/card';
import { setStackOrder } from '../stack-order';
import styles from './stack.module.css';
import { useNearRows } from './use-near-rows';

const overLine = 'over';

/**
 * The cards of a stack in order, with a line above the first card that is over the limit. Of a long stack only the cards
 * near the screen are drawn, and the one with the focus or under a drag. Screen readers still read “17 of 2,000”.
 */
export function StackCards({
  cards,
  label,
  firstOver,
  isCompact = false,
}: {
  cards: readonly CardOnBoard[];
  label: string;
  /** The first card that is over the limit. */
  firstOver?: CardOnBoard | null;
  isCompact?: boolean;
}) {
  const { current, dragged } = useBoardPage();
  const t = useTranslations();
  const list = useRef<HTMLUListElement>(null);
  const rows = cards.flatMap((card) => (card.number === firstOver?.number ? [null, card] : [card]));
  const drawn = useNearRows(list, {
    keys: rows.map((card) => card?.number ?? overLine),
    pinned: [current, dragged?.number],
    gap: isCompact ? 6 : 10,
  });
  const isWhole = !drawn.some((row) => 'space' in row);
  const lineAt = rows.indexOf(null);
  useLayoutEffect(() => {
    const stack = list.current?.closest('[data-stack]');
    if (stack)
      setStackOrder(
        stack,
        cards.map(({ number }) => number),
      );
  }, [cards]);
  return (
    <ul
      ref={list}
      className={isCompact ? `${styles.cards} ${styles.compact}` : styles.cards}
      aria-label={label}
    >
      {drawn.map((row) => {
        if ('space' in row)
          return (
            <li
              key={`space ${row.before}`}
              className={styles.space}
              style={{ height: row.space }}
              data-space=""
              aria-hidden="true"
            />
          );
        const card = rows[row.index];
        if (!card)
          return (
            <li key={overLine} className={styles.overLine}>
              <span>{t('board.column.overLimit')}</span>
            </li>
          );
        const place = lineAt !== -1 && row.index > lineAt ? row.index : row.index + 1;
        return isWhole ? (
          <Card key={card.number} card={card} isCompact={isCompact} />
        ) : (
          <Card key={card.number} card={card} isCompact={isCompact} place={place} of={cards.length} />
        );
      })}
    </ul>
  );
}
