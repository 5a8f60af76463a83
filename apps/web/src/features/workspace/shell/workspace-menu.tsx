'use client';

import { can, type Workspace } from '@weir/contract';
import { usePathname } from 'next/navigation';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem, MenuLine, MenuSection } from '@/components/overlay/menu';
import styles from './top-bar.module.css';

export function WorkspaceMenu({ workspace, workspaces }: { workspace: Workspace; workspaces: Workspace[] }) {
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
          aria-label={`Workspace ${workspace.name}`}
        >
          <span className={styles.name}>{workspace.name}</span>
          <Glyph name="chevron" size={12} />
        </Button>
      }
    >
      <MenuItem href={home} isCurrent={path === home}>
        Boards
      </MenuItem>
      {can(workspace.role, 'answerRequests') && (
        <MenuItem href={`${home}/requests`} isCurrent={path === `${home}/requests`}>
          Requests
        </MenuItem>
      )}
      {can(workspace.role, 'readMembers') && (
        <MenuItem href={`${home}/members`} isCurrent={path === `${home}/members`}>
          Members
        </MenuItem>
      )}
      <MenuLine />
      <MenuSection title="Workspaces">
        {others.map(({ slug, name }) => (
          <MenuItem key={slug} href={`/${slug}`}>
            {name}
          </MenuItem>
        ))}
        <MenuItem href="/?all">All, or a new one…</MenuItem>
      </MenuSection>
    </Menu>
  );
}
