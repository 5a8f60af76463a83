'use client';

import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, useMenuParts } from '@/components/overlay/menu';
import { Later } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './filter.module.css';
import { choiceCount, offeredCount } from './filter-choices';

const filterButton = 'board-filter';

/** With more people, teams, labels and options a person finds one by typing: the whole menu has about 17 items more. */
const mostListed = 14;

const later = new Later(() =>
  withWordsOf('features/board/filter/filter-menu-items', import('./filter-menu-items')),
);

/** After a press of a button that goes away with the filter. */
export function focusFilterMenu(): void {
  document.getElementById(filterButton)?.focus();
}

/** The choices of the filter. It stays open, so that several can be made. */
export function FilterMenu() {
  const {
    board,
    filtering: { filter, teams },
  } = useBoardPage();
  const t = useTranslations();
  const { parts, opening } = useMenuParts(later);
  const count = choiceCount(filter);
  return (
    <Menu
      label={t('board.filter.title')}
      placement="bottom end"
      staysOpen
      isLong={offeredCount(board, teams) > mostListed}
      {...opening}
      trigger={
        <Button
          id={filterButton}
          variant="plain"
          className={styles.open}
          data-active={count > 0 || undefined}
          aria-label={t('board.filter.open', { count })}
        >
          <Glyph name="filter" size={14} />
          <span className={styles.word}>{t('board.filter.title')}</span> {count > 0 && <span>{count}</span>}
        </Button>
      }
    >
      {parts && <parts.FilterMenuItems />}
    </Menu>
  );
}
