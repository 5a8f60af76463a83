import type { Board, PublicLink, RequestList, Role } from '@weir/contract';
import type { BrowserContext, Page } from 'playwright-core';
import { someInvitations } from './invitations.ts';
import {
  failToSignOut,
  focusPoint,
  isOpen,
  loseConnection,
  openWith,
  press,
  signOutWithoutConnection,
} from './poses.ts';
import { beginToken, claimCard, makeCalendarLink, makeToken, someTokens } from './tokens.ts';
import { beginWebhook, makeWebhook, openActions, openDeliveries, someWebhooks } from './webhooks.ts';

export type Screen = {
  name: string;
  role: Role | null;
  path: string;
  pose?: (page: Page) => Promise<void>;
  /** Its person is signed out afterwards. */
  endsSession?: boolean;
};

/** The people who create the data for the screens, and the address of the web app. */
type Preparing = { manager: BrowserContext; owner: BrowserContext; web: string };

/** The demo's public form. */
const form = '019a3c00-0000-7000-8000-0000000000f1';
/** The pages below the settings of a board. */
const settingsPages = [
  '',
  ...[
    'columns',
    'swimlanes',
    'limits',
    'classes',
    'service-levels',
    'labels',
    'custom-fields',
    'card-templates',
    'recurring',
  ],
  ...['intake', 'public-form', 'answers', 'public-link', 'roles'],
].map((name) => name && `/${name}`);

/** All screens. Their data is created in the demo. */
export async function everyScreen({ manager, owner, web }: Preparing): Promise<Screen[]> {
  const get = async <T>(path: string): Promise<T> =>
    (await manager.request.get(`/api/weir/v1/workspaces/demo/boards/PLAT${path}`)).json() as T;
  const { cards, columns } = await get<Board>('');
  const { items: waiting } = await get<RequestList>('/requests?state=waiting');
  const { items: answered } = await get<RequestList>('/requests?state=answered&size=200');
  const accepted = (['queued', 'begun', 'blocked', 'putBack', 'takenOff', 'delivered'] as const).flatMap(
    (state) => {
      const found = answered.filter(({ work }) => work?.state === state);
      const { number } = found.find(({ requester }) => requester.name === 'Rana Roy') ?? found[0] ?? {};
      return number ? [{ state, number }] : [];
    },
  );
  const made = await manager.request.put('/api/weir/v1/workspaces/demo/boards/PLAT/public-link', {
    data: {},
    headers: { origin: web },
  });
  const { link } = (await made.json()) as PublicLink;
  const { anyone, bound, revoked } = await someInvitations(owner, web);
  const serviceAccount = await someTokens(manager, web);
  await someWebhooks(manager, web);
  const claimed = await claimCard(manager, web);
  const kindOf = (columnId: string) => columns.find(({ id }) => id === columnId)?.kind;
  const card = cards.find(({ columnId, blocked }) => kindOf(columnId) === 'active' && !blocked)?.number;
  const blocked = cards.find((each) => each.blocked)?.number;
  const next = waiting.find(({ overdue }) => !overdue)?.number;
  const own = waiting.find(({ requester }) => requester.name === 'Rana Roy')?.number;
  return [
    { name: 'sign-in', role: null, path: '/sign-in' },
    { name: 'forgot-password', role: null, path: '/sign-in/forgot-password' },
    { name: 'account-deleted', role: null, path: '/sign-in/account-deleted' },
    { name: 'new-password', role: null, path: '/sign-in/new-password#token' },
    { name: 'sign-up', role: null, path: '/sign-up' },
    { name: 'setup', role: null, path: '/setup' },
    { name: 'help', role: null, path: '/help' },
    { name: 'problems', role: null, path: '/problems' },
    { name: 'problem', role: null, path: '/problems/wip-limit-reached' },
    { name: 'invitation', role: null, path: `/invitations/${anyone.token}` },
    { name: 'invitation-bound', role: null, path: `/invitations/${bound.token}` },
    { name: 'invitation-joined', role: 'member', path: `/invitations/${anyone.token}` },
    { name: 'invitation-invalid', role: null, path: `/invitations/${revoked.token}` },
    { name: 'invitation-cut', role: null, path: '/invitations/demo' },
    { name: 'confirm-email', role: null, path: '/email/confirm#token' },
    {
      name: 'confirm-email-invalid',
      role: 'member',
      path: '/email/confirm#token',
      pose: press('main button'),
    },
    { name: 'stop-mails', role: null, path: '/email/stop#token' },
    { name: 'link-cut', role: null, path: '/email/stop' },
    { name: 'guest-confirm', role: null, path: '/forms/confirm#token' },
    { name: 'guest-notify-me', role: null, path: '/forms/notify-me#token' },
    { name: 'guest-request-invalid', role: null, path: '/forms/requests#token' },
    { name: 'form', role: null, path: `/forms/demo/DATA/${form}` },
    { name: 'public-board', role: null, path: new URL(link as string).pathname },
    { name: 'not-found', role: 'member', path: '/demo/nowhere/at/all' },
    { name: 'home', role: 'manager', path: '/' },
    { name: 'workspace', role: 'manager', path: '/demo' },
    { name: 'workspace-requests', role: 'manager', path: '/demo/requests' },
    {
      name: 'workspace-requests-open',
      role: 'manager',
      path: `/demo/requests?request=PLAT-R${waiting[0]?.number}`,
    },
    { name: 'overview', role: 'manager', path: '/demo/overview' },
    { name: 'waits', role: 'manager', path: '/demo/waits' },
    { name: 'flow', role: 'manager', path: '/demo/PLAT/flow' },
    { name: 'flow-point', role: 'manager', path: '/demo/PLAT/flow?days=365&by=day', pose: focusPoint },
    { name: 'forecast', role: 'manager', path: '/demo/PLAT/flow/forecast' },
    { name: 'forecast-workspace', role: 'manager', path: '/demo/flow/forecast' },
    { name: 'track-record', role: 'manager', path: '/demo/PLAT/flow/track-record' },
    { name: 'what-if', role: 'manager', path: '/demo/PLAT/flow/what-if' },
    {
      name: 'what-if-answer',
      role: 'manager',
      path: `/demo/PLAT/flow/what-if?limits=${columns.find(({ name }) => name === 'Review')?.id}:1&window=364`,
    },
    { name: 'trials', role: 'manager', path: '/demo/PLAT/flow/trials' },
    { name: 'what-if-depth', role: 'manager', path: '/demo/PLAT/flow/what-if?depth=14&staffing=150' },
    { name: 'flow-workspace', role: 'manager', path: '/demo/flow?class=standard' },
    { name: 'digest', role: 'manager', path: '/demo/PLAT/digest' },
    { name: 'digest-workspace', role: 'manager', path: '/demo/digest' },
    { name: 'my-work', role: 'member', path: '/demo/my-work' },
    { name: 'list', role: 'member', path: '/demo/PLAT?view=list' },
    { name: 'calendar', role: 'member', path: '/demo/PLAT?view=calendar' },
    { name: 'members', role: 'owner', path: '/demo/members' },
    { name: 'teams', role: 'manager', path: '/demo/members/teams' },
    { name: 'tokens-service-accounts', role: 'manager', path: '/demo/members/service-accounts' },
    {
      name: 'tokens-of-service-account',
      role: 'manager',
      path: `/demo/members/service-accounts/${serviceAccount}`,
    },
    {
      name: 'team-form',
      role: 'manager',
      path: '/demo/members/teams',
      pose: async (page) => {
        await page.locator('main button').first().click();
        await page.getByRole('dialog').waitFor();
      },
    },
    { name: 'workspace-settings', role: 'owner', path: '/demo/settings' },
    { name: 'webhooks', role: 'manager', path: '/demo/settings/webhooks' },
    { name: 'webhooks-menu', role: 'manager', path: '/demo/settings/webhooks', pose: openActions },
    { name: 'webhooks-new', role: 'manager', path: '/demo/settings/webhooks', pose: beginWebhook },
    { name: 'webhooks-made', role: 'manager', path: '/demo/settings/webhooks', pose: makeWebhook },
    { name: 'webhooks-log', role: 'manager', path: '/demo/settings/webhooks', pose: openDeliveries },
    { name: 'audit-log', role: 'owner', path: '/demo/settings/audit-log' },
    { name: 'priced-intake', role: 'owner', path: '/demo/settings/credits' },
    { name: 'credits', role: 'requester', path: '/demo/credits' },
    { name: 'all-tokens', role: 'owner', path: '/demo/settings/tokens' },
    { name: 'import', role: 'manager', path: '/demo/import' },
    { name: 'export', role: 'manager', path: '/demo/export' },
    { name: 'account', role: 'member', path: '/demo/account' },
    { name: 'account-sessions', role: 'member', path: '/demo/account/sessions' },
    { name: 'tokens', role: 'manager', path: '/demo/account/tokens' },
    { name: 'tokens-none', role: 'member', path: '/demo/account/tokens' },
    { name: 'tokens-new', role: 'manager', path: '/demo/account/tokens', pose: beginToken },
    {
      name: 'tokens-made',
      role: 'manager',
      path: `/demo/members/service-accounts/${serviceAccount}`,
      pose: makeToken,
    },
    { name: 'account-calendar', role: 'member', path: '/demo/account/calendar', pose: makeCalendarLink },
    { name: 'account-address', role: 'member', path: '/demo/account/address' },
    { name: 'account-data', role: 'member', path: '/demo/account/data' },
    { name: 'account-backups', role: 'owner', path: '/demo/account/backups' },
    { name: 'account-passkeys', role: 'member', path: '/demo/account/passkeys' },
    { name: 'account-two-factor', role: 'member', path: '/demo/account/two-factor' },
    { name: 'account-password', role: 'member', path: '/demo/account/password' },
    { name: 'notices', role: 'requester', path: '/demo/notices' },
    { name: 'notices-of-cards', role: 'member', path: '/demo/notices' },
    { name: 'notice-choices', role: 'manager', path: '/demo/account/notices' },
    { name: 'board', role: 'member', path: '/demo/PLAT' },
    { name: 'keyboard-help', role: 'member', path: '/demo/PLAT', pose: openWith('?') },
    { name: 'palette', role: 'member', path: '/demo/PLAT', pose: openWith('Control+k') },
    { name: 'new-card', role: 'member', path: '/demo/PLAT', pose: openWith('n') },
    { name: 'filter', role: 'member', path: '/demo/PLAT', pose: (page) => page.keyboard.press('f') },
    { name: 'still-signed-in', role: 'member', path: '/demo', pose: failToSignOut },
    {
      name: 'signed-out-here',
      role: 'member',
      path: '/demo',
      pose: signOutWithoutConnection,
      endsSession: true,
    },
    { name: 'reconnecting', role: 'requester', path: '/demo/PLAT/ask', pose: loseConnection },
    { name: 'card', role: 'member', path: `/demo/PLAT?card=${card}`, pose: isOpen },
    { name: 'card-page', role: 'member', path: `/demo/PLAT/cards/${card}` },
    { name: 'card-blocked', role: 'manager', path: `/demo/PLAT?card=${blocked}`, pose: isOpen },
    { name: 'card-claimed', role: 'member', path: `/demo/DATA?card=${claimed}`, pose: isOpen },
    { name: 'overrides', role: 'manager', path: '/demo/PLAT/overrides' },
    { name: 'ask', role: 'requester', path: '/demo/PLAT/ask' },
    { name: 'request-waiting', role: 'requester', path: `/demo/PLAT/requests/${own}` },
    { name: 'request-answered', role: 'manager', path: `/demo/PLAT/requests/${answered[0]?.number}` },
    ...accepted.map(({ state, number }) => ({
      name: `request-work-${state}`,
      role: 'manager' as const,
      path: `/demo/PLAT/requests/${number}`,
    })),
    { name: 'requests-answered', role: 'manager', path: '/demo/PLAT/intake?show=answered' },
    { name: 'my-requests', role: 'requester', path: '/demo' },
    { name: 'intake', role: 'manager', path: `/demo/PLAT/intake?request=${next}` },
    { name: 'ledger', role: 'manager', path: '/demo/PLAT/intake/ledger' },
    ...settingsPages.map((page) => ({
      name: `settings${page.replace('/', '-')}`,
      role: 'manager' as const,
      path: `/demo/PLAT/settings${page}`,
    })),
    {
      name: 'archive',
      role: 'manager',
      path: '/demo/PLAT/settings',
      pose: press('main section:last-of-type button'),
    },
  ];
}
