'use client';

import type { Card } from '@weir/contract';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, useMenuParts } from '@/components/overlay/menu';
import { Later } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './card.module.css';

const later = new Later(() =>
  withWordsOf('features/board/card/card-menu-items', import('./card-menu-items')),
);

export function CardMenu({ card, isReachable }: { card: Card; isReachable: boolean }) {
  const t = useTranslations();
  const { parts, opening } = useMenuParts(later);
  const { ref } = card;
  return (
    <Menu
      label={ref}
      placement="bottom end"
      {...opening}
      trigger={
        <Button
          variant="plain"
          className={styles.menu}
          aria-label={t('card.menu.label', { ref })}
          tabIndex={isReachable ? 0 : -1}
        >
          <Glyph name="more" size={14} />
        </Button>
      }
    >
      {parts && <parts.CardMenuItems card={card} />}
    </Menu>
  );
}
