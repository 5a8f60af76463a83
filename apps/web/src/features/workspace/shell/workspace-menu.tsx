'use client';

import { can, type Workspace } from '@weir/contract';
import { usePathname } from 'next/navigation';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem, MenuLine, MenuSection } from '@/components/overlay/menu';
import { useCommands } from '@/lib/commands';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './top-bar.module.css';

/** The pages of the workspace, and the person's other workspaces. */
export function WorkspaceMenu({ workspace, workspaces }: { workspace: Workspace; workspaces: Workspace[] }) {
  const t = useTranslations();
  const path = usePathname();
  const { slug: current, role } = workspace;
  const home = `/${current}`;
  const others = workspaces.filter(({ slug }) => slug !== current);
  const pages = [
    { href: home, title: t('workspace.boards.title'), isShown: true },
    { href: `${home}/my-work`, title: t('myWork.title'), isShown: can(role, 'changeCards') },
    { href: `${home}/requests`, title: t('requests.page.crumb'), isShown: can(role, 'answerRequests') },
    { href: `${home}/members`, title: t('workspace.members.title'), isShown: can(role, 'readMembers') },
  ].filter(({ isShown }) => isShown);
  useCommands(() => [
    ...[...pages, { href: `${home}/notices`, title: t('workspace.notices.title') }].map(
      ({ href, title }) => ({
        id: `go ${href}`,
        group: 'go' as const,
        title,
        href,
      }),
    ),
    ...others.map(({ slug, name }) => ({
      id: `go /${slug}`,
      group: 'go' as const,
      title: t('workspace.shell.workspace', { workspace: name }),
      href: `/${slug}`,
    })),
  ]);
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
      {pages.map(({ href, title }) => (
        <MenuItem key={href} href={href} isCurrent={path === href}>
          {title}
        </MenuItem>
      ))}
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
