'use client';

import { Button } from '@/components/form/button';
import { Glyph, type GlyphName } from '@/components/icon/glyph';
import { Menu, useMenuParts } from '@/components/overlay/menu';
import { Later } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from '../filter/filter.module.css';
import { type View, viewNames } from '../use-view';

const glyphs: Record<View, GlyphName> = { board: 'columns', list: 'list', calendar: 'calendar' };

const later = new Later(() =>
  withWordsOf('features/board/header/view-menu-items', import('./view-menu-items')),
);

/** Switches between board, list, calendar and saved views, and saves the current view. */
export function ViewMenu() {
  const {
    view,
    savedViews: { refresh },
  } = useBoardPage();
  const t = useTranslations();
  const { parts, opening } = useMenuParts(later);
  const name = t(viewNames[view]);
  return (
    <Menu
      label={t('views.title')}
      placement="bottom end"
      isOpen={opening.isOpen}
      onOpenChange={(isOpen) => {
        opening.onOpenChange(isOpen);
        if (isOpen) void refresh();
      }}
      trigger={
        <Button variant="plain" className={styles.open} aria-label={t('views.open', { view: name })}>
          <Glyph name={glyphs[view]} size={14} />
          <span className={styles.word}>{name}</span>
        </Button>
      }
    >
      {parts && <parts.ViewMenuItems />}
    </Menu>
  );
}
