'use client';

import type { Card } from '@weir/contract';
import { Glyph } from '@/components/icon/glyph';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { dueOf } from '../card/card-dates';
import { CardLink } from '../selection/card-link';
import styles from './card-calendar.module.css';

/** Cards as links of one line each. Tab leads to the `reachable` one, and arrow keys on to the others. */
export function CardChips({ cards, reachable }: { cards: readonly Card[]; reachable: number | null }) {
  const { board, selection } = useBoardPage();
  const t = useTranslations();
  if (cards.length === 0) return null;
  return (
    <ul className={styles.chips}>
      {cards.map((card) => {
        const { number, ref, title, blocked, deliveredAt, classOfService } = card;
        const isSelected = selection.has(number);
        return (
          <li
            key={number}
            data-card={number}
            data-tone={dueOf(card, board.today)?.tone}
            data-class={classOfService}
            data-delivered={deliveredAt ? true : undefined}
            data-selected={isSelected || undefined}
          >
            <CardLink card={card} isReachable={number === reachable} title={`${ref} ${title}`}>
              {isSelected && <VisuallyHidden>{t('list.selected')}: </VisuallyHidden>}
              {blocked && <Glyph name="blocked" size={10} />}
              {deliveredAt && <Glyph name="check" size={11} />}
              {(blocked || deliveredAt) && (
                <VisuallyHidden>
                  {t('calendar.state', { state: deliveredAt ? 'delivered' : 'blocked' })}
                </VisuallyHidden>
              )}
              <span>{title}</span>
            </CardLink>
          </li>
        );
      })}
    </ul>
  );
}
