import { can, type Workspace } from '@weir/contract';
import type { Translate } from '@weir/words';
import type { Command } from '@/lib/commands';
import { withDialog } from '@/lib/pages/asked-dialog';
import { settingsPages } from '@/lib/pages/settings-pages';

type At = { workspace: Workspace; board: string | undefined };

/** Commands for the pages that are not in the menu of the workspace. They are many, so only a search lists them. */
export function pageCommands(t: Translate, { workspace, board }: At): Command[] {
  return [...ofWorkspace(t, workspace), ...(board ? ofBoard(t, workspace, board) : [])];
}

function ofWorkspace(t: Translate, { slug, role }: Workspace): Command[] {
  const home = `/${slug}`;
  const pages = [
    {
      href: withDialog(home, 'new-board'),
      title: t('commands.newBoard'),
      also: t('commands.words.newBoard'),
      isShown: can(role, 'manageBoards'),
    },
    {
      href: withDialog(`${home}/members`, 'invite'),
      title: t('commands.invite'),
      also: t('commands.words.invite'),
      isShown: can(role, 'manageMembers'),
    },
    {
      href: `${home}/members/teams`,
      title: t('teams.title'),
      also: t('commands.words.teams'),
      isShown: can(role, 'readMembers'),
    },
    {
      href: `${home}/members/service-accounts`,
      title: t('serviceAccounts.title'),
      also: t('commands.words.serviceAccounts'),
      isShown: can(role, 'readMembers'),
    },
    {
      href: `${home}/import`,
      title: t('imports.title'),
      also: t('commands.words.import'),
      isShown: can(role, 'manageBoards'),
    },
    {
      href: `${home}/export`,
      title: t('exports.title'),
      also: t('commands.words.export'),
      isShown: can(role, 'exportWorkspace'),
    },
    {
      href: `${home}/settings/webhooks`,
      title: t('webhooks.title'),
      also: t('commands.words.webhooks'),
      isShown: can(role, 'manageWorkspace'),
    },
    {
      href: `${home}/settings/audit-log`,
      title: t('auditLog.title'),
      also: t('commands.words.auditLog'),
      isShown: can(role, 'readAuditLog'),
    },
  ];
  return pages
    .filter(({ isShown }) => isShown)
    .map(({ href, title, also }) => ({
      id: `go ${href}`,
      group: 'go',
      title,
      also,
      href,
      isOnlyFound: true,
    }));
}

/** People who can only read the settings find them too. */
function ofBoard(t: Translate, { slug, role }: Workspace, board: string): Command[] {
  if (!can(role, 'readBoards')) return [];
  const settings = settingsPages(t, { slug, role, board })
    .flat()
    .map(({ href, title }) => ({
      href,
      title: t('commands.settings', { page: title }),
      also: t('commands.words.settings'),
    }));
  const ledger = {
    href: `/${slug}/${board}/intake/ledger`,
    title: t('commands.open', { page: t('ledger.title') }),
    also: t('commands.words.ledger'),
  };
  return [...settings, ...(can(role, 'readLedger') ? [ledger] : [])].map(({ href, title, also }) => ({
    id: `board page ${href}`,
    group: 'board',
    title,
    also,
    href,
    isOnlyFound: true,
  }));
}
