'use client';

import { type Column, can } from '@weir/contract';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, useMenuParts } from '@/components/overlay/menu';
import { cardsInColumn } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { Later } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { useSlotWait } from '../free-slots/use-slot-wait';
import styles from './column.module.css';

const later = new Later(() =>
  withWordsOf('features/board/columns/column-menu-items', import('./column-menu-items')),
);

/**
 * The actions of a column: collapse it and, if it is full, wait for a slot. Managers can also rename it and add a column after it.
 */
export function ColumnMenu({ column }: { column: Column }) {
  const { board, canEdit, filtering } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const { parts, opening } = useMenuParts(later);
  const label = t('board.column.menu', { column: column.name });
  const mayManage = can(role, 'manageBoards') && !board.archivedAt;
  const maySelect = canEdit && cardsInColumn(filtering.shownBoard, column.id).length > 0;
  const wait = useSlotWait(column);
  return (
    <Menu
      label={label}
      placement="bottom end"
      {...opening}
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
      {parts && <parts.ColumnMenuItems column={column} />}
    </Menu>
  );
}
