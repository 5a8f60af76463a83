'use client';

import { type Column, can } from '@weir/contract';
import { MenuItem } from '@/components/overlay/menu';
import { cardsInColumn } from '@/lib/board/cells';
import { isPhone } from '@/lib/browser/is-phone';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { useSlotChange } from '../free-slots/use-slot-change';

/** A phone shows one column at a time, so there is nothing to collapse. */
export function ColumnMenuItems({ column }: { column: Column }) {
  const { id } = column;
  const { board, collapsed, canEdit, filtering, selection, nameColumn } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const cards = cardsInColumn(filtering.shownBoard, id);
  const mayManage = can(role, 'manageBoards') && !board.archivedAt;
  const wait = useSlotChange(column);
  return (
    <>
      {wait.isOffered && (
        <MenuItem onAction={() => void wait.change()}>
          {t(wait.isOn ? 'board.column.dontNotifyMe' : 'board.column.notifyMe')}
        </MenuItem>
      )}
      {canEdit && cards.length > 0 && (
        <MenuItem onAction={() => selection.add(cards.map(({ number }) => number))}>
          {t('board.column.selectAll')}
        </MenuItem>
      )}
      {!isPhone() && <MenuItem onAction={() => collapsed.toggle(id)}>{t('board.column.collapse')}</MenuItem>}
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
    </>
  );
}
