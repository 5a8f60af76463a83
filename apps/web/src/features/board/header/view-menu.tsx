'use client';

import { Button } from '@/components/form/button';
import { Glyph, type GlyphName } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from '../filter/filter.module.css';
import { type View, views } from '../use-view';

const glyphs: Record<View, GlyphName> = { board: 'columns', list: 'list', calendar: 'calendar' };

/** Shows the cards as columns, as a list or by their dates. */
export function ViewMenu() {
  const { view, showView } = useBoardPage();
  const t = useTranslations();
  const name = t(`views.${view}`);
  return (
    <Menu
      label={t('views.title')}
      placement="bottom end"
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
    </Menu>
  );
}
