'use client';

import { can, type Workspace } from '@weir/contract';
import { usePathname } from 'next/navigation';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem, MenuLine, MenuSection } from '@/components/overlay/menu';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './top-bar.module.css';

/** The pages of the workspace, and the person's other workspaces. */
export function WorkspaceMenu({ workspace, workspaces }: { workspace: Workspace; workspaces: Workspace[] }) {
  const t = useTranslations();
  const path = usePathname();
  const home = `/${workspace.slug}`;
  const others = workspaces.filter(({ slug }) => slug !== workspace.slug);
  return (
    <Menu
      label={workspace.name}
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
      <MenuItem href={home} isCurrent={path === home}>
        {t('workspace.boards.title')}
      </MenuItem>
      {can(workspace.role, 'answerRequests') && (
        <MenuItem href={`${home}/requests`} isCurrent={path === `${home}/requests`}>
          {t('requests.page.crumb')}
        </MenuItem>
      )}
      {can(workspace.role, 'readMembers') && (
        <MenuItem href={`${home}/members`} isCurrent={path === `${home}/members`}>
          {t('workspace.members.title')}
        </MenuItem>
      )}
      <MenuLine />
      <MenuSection title={t('workspace.workspaces.title')}>
        {others.map(({ slug, name }) => (
          <MenuItem key={slug} href={`/${slug}`}>
            {name}
          </MenuItem>
        ))}
        <MenuItem href="/?all">{t('workspace.shell.allWorkspaces')}</MenuItem>
      </MenuSection>
    </Menu>
  );
}
