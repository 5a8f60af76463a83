import type { BoardSummary, Me, Workspace } from '@weir/contract';
import { ConnectionWord } from '@/components/feedback/connection-word';
import { Mark } from '@/components/icon/mark';
import { Link } from '@/components/layout/link';
import { useTranslations } from '@/lib/words/use-translations';
import { Search } from '../../search/search';
import { BoardTabs } from '../boards/board-tabs';
import { Bell } from '../notices/bell';
import { AccountMenu } from './account-menu';
import { BoardSwitcher } from './board-switcher';
import { ShortcutHelp } from './shortcut-help';
import styles from './top-bar.module.css';
import { WorkspaceMenu } from './workspace-menu';

/**
 * The workspace, the board and the person; the same on every page of a workspace. The pages of the board are in the same
 * line where there is room, else below it, and scroll away.
 */
export function TopBar({ me, workspace, boards }: { me: Me; workspace: Workspace; boards: BoardSummary[] }) {
  const t = useTranslations();
  return (
    <div className={styles.top}>
      <header className={styles.bar}>
        <Link
          href={`/${workspace.slug}`}
          className={styles.mark}
          aria-label={t('workspace.shell.home', { workspace: workspace.name })}
        >
          <Mark />
        </Link>
        <nav className={styles.where} aria-label={t('workspace.shell.where')}>
          <WorkspaceMenu workspace={workspace} workspaces={me.workspaces} />
          <span className={styles.slash} aria-hidden="true">
            /
          </span>
          <BoardSwitcher
            workspace={workspace.slug}
            boards={boards.map(({ key, name, archivedAt }) => ({
              key,
              name,
              isArchived: archivedAt !== null,
            }))}
          />
        </nav>
        <div className={styles.connection}>
          <ConnectionWord />
        </div>
        <Search />
        <Bell />
        <AccountMenu user={me.user} workspace={workspace} />
        <ShortcutHelp />
      </header>
      <BoardTabs boards={boards} />
    </div>
  );
}
