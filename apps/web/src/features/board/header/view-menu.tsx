'use client';

import { Button } from '@/components/form/button';
import { Glyph, type GlyphName } from '@/components/icon/glyph';
import { Menu, MenuItem, MenuLine, MenuSection } from '@/components/overlay/menu';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from '../filter/filter.module.css';
import { type View, views } from '../use-view';

const glyphs: Record<View, GlyphName> = { board: 'columns', list: 'list', calendar: 'calendar' };

/** Switches between board, list, calendar and saved views, and saves the current view. */
export function ViewMenu() {
  const { board, view, showView, savedViews, showDialog } = useBoardPage();
  const t = useTranslations();
  const { all, query, current, apply, mayChange, refresh } = savedViews;
  const name = t(`views.${view}`);
  return (
    <Menu
      label={t('views.title')}
      placement="bottom end"
      onOpenChange={(isOpen) => isOpen && void refresh()}
      trigger={
        <Button variant="plain" className={styles.open} aria-label={t('views.open', { view: name })}>
          <Glyph name={glyphs[view]} size={14} />
          <span className={styles.word}>{name}</span>
        </Button>
      }
    >
      {views.map((each) => (
        <MenuItem key={each} isCurrent={each === view} onAction={() => showView(each)}>
          {t(`views.${each}`)}
        </MenuItem>
      ))}
      {all.length > 0 && (
        <MenuSection title={t('views.saved.title')}>
          {all.map((each) => (
            <MenuItem
              key={each.id}
              isCurrent={each === current}
              second={each.shared && t('views.saved.shared')}
              onAction={() => apply(each)}
            >
              {each.name}
            </MenuItem>
          ))}
        </MenuSection>
      )}
      {!board.archivedAt && (query !== '' || current) && <MenuLine />}
      {!board.archivedAt && query !== '' && !current && (
        <MenuItem onAction={() => showDialog({ kind: 'saveView' })}>{t('views.saved.save')}</MenuItem>
      )}
      {!board.archivedAt && current && mayChange(current) && (
        <MenuItem onAction={() => showDialog({ kind: 'changeView', view: current })}>
          {t('views.saved.change', { name: current.name })}
        </MenuItem>
      )}
    </Menu>
  );
}
