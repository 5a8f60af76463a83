'use client';

import { MenuItem, MenuLine, MenuSection } from '@/components/overlay/menu';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { viewNames, views } from '../use-view';

export function ViewMenuItems() {
  const { board, view, showView, savedViews, showDialog } = useBoardPage();
  const t = useTranslations();
  const { all, query, current, apply, mayChange } = savedViews;
  return (
    <>
      {views.map((each) => (
        <MenuItem key={each} isCurrent={each === view} onAction={() => showView(each)}>
          {t(viewNames[each])}
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
    </>
  );
}
