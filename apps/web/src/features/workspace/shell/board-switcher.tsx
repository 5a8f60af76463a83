'use client';

import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { useCommands } from '@/lib/commands';
import { useBoardInAddress } from '@/lib/context/use-board-in-address';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './top-bar.module.css';

type Board = { key: string; name: string; isArchived: boolean };

/** The current board, with a menu of the others. */
export function BoardSwitcher({ workspace, boards }: { workspace: string; boards: Board[] }) {
  const t = useTranslations();
  const key = useBoardInAddress();
  const current = boards.find((board) => board.key === key);
  const shown = boards.filter((board) => !board.isArchived || board === current);
  useCommands(() =>
    boards
      .filter((board) => board !== current)
      .map(({ key: id, name, isArchived }) => ({
        id: `go board ${id}`,
        group: 'go',
        title: isArchived ? t('search.archivedBoard', { board: name }) : name,
        hint: id,
        href: `/${workspace}/${id}`,
      })),
  );
  if (shown.length === 0) return <span className={styles.crumb}>{t('workspace.boards.title')}</span>;
  return (
    <Menu
      label={t('workspace.boards.title')}
      trigger={
        <Button
          variant="plain"
          className={`${styles.crumb} ${current ? styles.board : ''}`}
          aria-label={
            current
              ? t('workspace.shell.changeBoard', { board: current.name })
              : t('workspace.shell.chooseBoard')
          }
        >
          <span className={styles.name}>{current?.name ?? t('workspace.boards.title')}</span>
          <Glyph name="chevron" size={12} />
        </Button>
      }
    >
      {shown.map((board) => (
        <MenuItem
          key={board.key}
          href={`/${workspace}/${board.key}`}
          isCurrent={board === current}
          second={board.isArchived ? t('workspace.shell.archivedBoard', { key: board.key }) : board.key}
        >
          {board.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
