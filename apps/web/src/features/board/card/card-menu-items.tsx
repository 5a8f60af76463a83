'use client';

import type { Card } from '@weir/contract';
import { MenuItem, MenuLine } from '@/components/overlay/menu';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';

/** Everything that can be done with a card on the board. */
export function CardMenuItems({ card }: { card: Card }) {
  const { board, showDialog, openCard, archive, unblock, selection, focusCard, view, rename } =
    useBoardPage();
  const t = useTranslations();
  const { number } = card;
  const kind = board.columns.find(({ id }) => id === card.columnId)?.kind;
  return (
    <>
      <MenuItem onAction={() => openCard(number)}>{t('card.menu.open')}</MenuItem>
      <MenuItem
        onAction={() => {
          selection.toggle(number);
          // The button of this menu gives way to a check box.
          focusCard(number);
        }}
      >
        {t('card.menu.select')}
      </MenuItem>
      {view === 'board' && <MenuItem onAction={() => rename(number)}>{t('card.menu.rename')}</MenuItem>}
      <MenuItem onAction={() => showDialog({ kind: 'move', card: number })}>{t('card.menu.move')}</MenuItem>
      {kind === 'active' && (
        <MenuItem onAction={() => showDialog({ kind: 'putBack', card: number })}>
          {t('card.menu.putBack')}
        </MenuItem>
      )}
      {card.blocked ? (
        <MenuItem onAction={() => unblock(card)}>{t('card.menu.unblock')}</MenuItem>
      ) : (
        <MenuItem onAction={() => showDialog({ kind: 'block', card: number })}>
          {t('card.menu.block')}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem onAction={() => showDialog({ kind: 'copy', card })}>{t('card.menu.copy')}</MenuItem>
      <MenuItem onAction={() => showDialog({ kind: 'saveTemplate', card })}>
        {t('cardTemplates.save')}
      </MenuItem>
      <MenuItem onAction={() => archive(card)}>{t('card.menu.archive')}</MenuItem>
    </>
  );
}
