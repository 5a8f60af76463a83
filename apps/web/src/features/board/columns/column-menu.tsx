'use client';

import type { Column } from '@weir/contract';
import { can } from '@weir/contract';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { cardsInColumn } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { NameField } from '../name-field';
import styles from './column.module.css';

/** What can be done with a column in place: collapse it, and for managers rename it. */
export function ColumnMenu({ column: { id, name }, onRename }: { column: Column; onRename: () => void }) {
  const { board, collapsed, canEdit, filtering, selection } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const label = t('board.column.menu', { column: name });
  const cards = cardsInColumn(filtering.shownBoard, id);
  return (
    <Menu
      label={label}
      placement="bottom end"
      trigger={
        <Button variant="plain" className={styles.menu} aria-label={label}>
          <Glyph name="more" size={13} />
        </Button>
      }
    >
      {canEdit && cards.length > 0 && (
        <MenuItem onAction={() => selection.add(cards.map(({ number }) => number))}>
          {t('board.column.selectAll')}
        </MenuItem>
      )}
      <MenuItem onAction={() => collapsed.toggle(id)}>{t('board.column.collapse')}</MenuItem>
      {can(role, 'manageBoards') && !board.archivedAt && (
        <MenuItem onAction={onRename}>{t('board.column.rename')}</MenuItem>
      )}
    </Menu>
  );
}

/** The name of a column as a field. */
export function ColumnName({ column: { id, name }, onDone }: { column: Column; onDone: () => void }) {
  const { board, refresh } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const save = async (next: string) => {
    const saved = await api.patch(paths.column(slug, board.key, id), { name: next });
    if (!saved.ok) return saved.problem;
    await refresh();
    announce(t('board.column.renamed', { column: next }));
    return null;
  };
  return (
    <NameField
      label={t('board.column.nameOf', { column: name })}
      value={name}
      maxLength={60}
      className={styles.field ?? ''}
      onSave={save}
      onDone={onDone}
    />
  );
}
