'use client';

import { useParams } from 'next/navigation';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import styles from './top-bar.module.css';

type Board = { key: string; name: string; isArchived: boolean };

export function BoardSwitcher({ workspace, boards }: { workspace: string; boards: Board[] }) {
  const { board: key } = useParams<{ board?: string }>();
  const current = boards.find((board) => board.key === key);
  const shown = boards.filter((board) => !board.isArchived || board === current);
  if (shown.length === 0) return <span className={styles.crumb}>Boards</span>;
  return (
    <Menu
      label="Boards"
      trigger={
        <Button
          variant="plain"
          className={`${styles.crumb} ${current ? styles.board : ''}`}
          aria-label={current ? `${current.name}: change board` : 'Boards: go to one'}
        >
          <span className={styles.name}>{current?.name ?? 'Boards'}</span>
          <Glyph name="chevron" size={12} />
        </Button>
      }
    >
      {shown.map((board) => (
        <MenuItem
          key={board.key}
          href={`/${workspace}/${board.key}`}
          isCurrent={board === current}
          second={board.isArchived ? `${board.key}, archived` : board.key}
        >
          {board.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
