'use client';

import type { Workspace } from '@weir/contract';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, useMenuParts } from '@/components/overlay/menu';
import { useLaterCommands } from '@/lib/commands';
import { useBoardInAddress } from '@/lib/context/use-board-in-address';
import { Later } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './top-bar.module.css';

const later = new Later(() =>
  withWordsOf('features/workspace/shell/workspace-menu-parts', import('./workspace-menu-parts')),
);

/** The pages of the workspace, and the person's other workspaces. */
export function WorkspaceMenu(props: { workspace: Workspace; workspaces: Workspace[] }) {
  const { workspace } = props;
  const t = useTranslations();
  const { parts, opening } = useMenuParts(later);
  const board = useBoardInAddress();
  useLaterCommands(later, ({ workspaceCommands }) => workspaceCommands(t, { ...props, board }));
  return (
    <Menu
      label={workspace.name}
      {...opening}
      trigger={
        <Button
          variant="plain"
          className={`${styles.crumb} ${styles.workspace}`}
          aria-label={t('workspace.shell.workspace', { workspace: workspace.name })}
        >
          <span className={styles.name}>{workspace.name}</span>
          <Glyph name="chevron" size={12} />
        </Button>
      }
    >
      {parts && <parts.WorkspaceItems {...props} />}
    </Menu>
  );
}
