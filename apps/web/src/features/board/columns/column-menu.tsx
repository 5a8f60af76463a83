'use client';

import type { Column } from '@weir/contract';
import { can } from '@weir/contract';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { cardsInColumn } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { isPhone } from '@/lib/is-phone';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { useSlotWait } from '../free-slots/use-slot-wait';
import styles from './column.module.css';

/**
 * The actions of a column: collapse it and, if it is full, wait for a slot. Managers can also rename it and add a column after it.
 */
export function ColumnMenu({ column }: { column: Column }) {
  const { id, name } = column;
  const { board, collapsed, canEdit, filtering, selection, nameColumn } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const label = t('board.column.menu', { column: name });
  const cards = cardsInColumn(filtering.shownBoard, id);
  const mayManage = can(role, 'manageBoards') && !board.archivedAt;
  const maySelect = canEdit && cards.length > 0;
  const wait = useSlotWait(column);
  return (
    <Menu
      label={label}
      placement="bottom end"
      trigger={
        <Button
          variant="plain"
          className={styles.menu}
          aria-label={label}
          data-menu=""
          data-only-collapses={!(mayManage || maySelect || wait.isOffered) || undefined}
        >
          <Glyph name="more" size={13} />
        </Button>
      }
    >
      {wait.isOffered && (
        <MenuItem onAction={() => void wait.change()}>
          {t(wait.isOn ? 'board.column.dontNotifyMe' : 'board.column.notifyMe')}
        </MenuItem>
      )}
      {maySelect && (
        <MenuItem onAction={() => selection.add(cards.map(({ number }) => number))}>
          {t('board.column.selectAll')}
        </MenuItem>
      )}
      <CollapseItem onAction={() => collapsed.toggle(id)} />
      {mayManage && (
        <MenuItem onAction={() => nameColumn({ kind: 'rename', column: id })}>
          {t('board.column.rename')}
        </MenuItem>
      )}
      {mayManage && (
        <MenuItem onAction={() => nameColumn({ kind: 'add', after: id })}>
          {t('board.column.addAfter')}
        </MenuItem>
      )}
    </Menu>
  );
}

/** A phone shows one column at a time, so there is nothing to collapse. */
function CollapseItem({ onAction }: { onAction: () => void }) {
  const t = useTranslations();
  return isPhone() ? null : <MenuItem onAction={onAction}>{t('board.column.collapse')}</MenuItem>;
}
