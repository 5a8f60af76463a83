'use client';

import { can, type Workspace } from '@weir/contract';
import type { Translate } from '@weir/words';
import { usePathname } from 'next/navigation';
import { MenuItem, MenuLine, MenuSection } from '@/components/overlay/menu';
import type { Command } from '@/lib/commands';
import { useTranslations } from '@/lib/words/use-translations';
import { pageCommands } from './page-commands';

type Workspaces = { workspace: Workspace; workspaces: Workspace[] };

export function WorkspaceItems(props: Workspaces) {
  const t = useTranslations();
  const path = usePathname();
  const pages = pagesOf(t, props);
  const others = othersOf(props);
  return (
    <>
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
    </>
  );
}

/** The pages of the workspace and of the current board, what is created on them, and the other workspaces. */
export function workspaceCommands(
  t: Translate,
  props: Workspaces & { board: string | undefined },
): Command[] {
  const { slug } = props.workspace;
  const pages = [...pagesOf(t, props), { href: `/${slug}/notices`, title: t('workspace.notices.title') }];
  return [
    ...pages.map(
      ({ href, title, ...rest }): Command => ({
        id: `go ${href}`,
        group: 'go',
        title,
        href,
        ...('also' in rest && { also: rest.also }),
      }),
    ),
    ...pageCommands(t, props),
    ...othersOf(props).map(
      (other): Command => ({
        id: `go /${other.slug}`,
        group: 'go',
        title: t('workspace.shell.workspace', { workspace: other.name }),
        href: `/${other.slug}`,
      }),
    ),
  ];
}

function othersOf({ workspace, workspaces }: Workspaces): Workspace[] {
  return workspaces.filter(({ slug }) => slug !== workspace.slug);
}

function pagesOf(t: Translate, { workspace: { slug, role, pricedIntake } }: Workspaces) {
  const home = `/${slug}`;
  return [
    { href: home, title: t('workspace.boards.title'), isShown: true },
    { href: `${home}/overview`, title: t('overview.title'), isShown: can(role, 'readBoards') },
    {
      href: `${home}/flow`,
      title: t('flow.title'),
      also: t('commands.words.flow'),
      isShown: can(role, 'readBoards'),
    },
    { href: `${home}/waits`, title: t('waits.map.title'), isShown: can(role, 'readBoards') },
    { href: `${home}/digest`, title: t('digest.title'), isShown: can(role, 'readBoards') },
    { href: `${home}/my-work`, title: t('myWork.title'), isShown: can(role, 'changeCards') },
    { href: `${home}/requests`, title: t('requests.page.crumb'), isShown: can(role, 'answerRequests') },
    {
      href: `${home}/credits`,
      title: t('credits.title'),
      isShown: pricedIntake === true && can(role, 'readOwnRequests'),
    },
    { href: `${home}/members`, title: t('workspace.members.title'), isShown: can(role, 'readMembers') },
    {
      href: `${home}/settings`,
      title: t('workspaceSettings.title'),
      isShown: can(role, 'manageWorkspace'),
    },
    // The settings, which link to it, are for owners.
    {
      href: `${home}/settings/webhooks`,
      title: t('webhooks.title'),
      isShown: can(role, 'manageWebhooks') && !can(role, 'manageWorkspace'),
    },
  ].filter(({ isShown }) => isShown);
}
