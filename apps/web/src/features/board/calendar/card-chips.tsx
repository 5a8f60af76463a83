'use client';

import type { Card } from '@weir/contract';
import type { MouseEvent } from 'react';
import { Glyph } from '@/components/icon/glyph';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { dueOf } from '../card/card-dates';
import styles from './card-calendar.module.css';

/** Cards as links of one line each, which open them. */
export function CardChips({ cards, isReachable }: { cards: readonly Card[]; isReachable: boolean }) {
  const { board, openCard, setCurrent } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const t = useTranslations();
  if (cards.length === 0) return null;
  const follow = (event: MouseEvent, number: number) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    openCard(number);
  };
  return (
    <ul className={styles.chips}>
      {cards.map((card) => {
        const { number, ref, title, blocked, deliveredAt, classOfService } = card;
        return (
          <li
            key={number}
            data-card={number}
            data-tone={dueOf(card, board.today)?.tone}
            data-class={classOfService}
            data-delivered={deliveredAt ? true : undefined}
          >
            <a
              href={`/${workspace}/${board.key}/cards/${number}`}
              title={`${ref} ${title}`}
              tabIndex={isReachable ? 0 : -1}
              onClick={(event) => follow(event, number)}
              onFocus={() => setCurrent(number)}
              dir="auto"
            >
              {blocked && <Glyph name="blocked" size={10} />}
              {deliveredAt && <Glyph name="check" size={11} />}
              {(blocked || deliveredAt) && (
                <VisuallyHidden>
                  {t('calendar.state', { state: deliveredAt ? 'delivered' : 'blocked' })}
                </VisuallyHidden>
              )}
              <span>{title}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
