import type { Board, RequestList, Role } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as, type Caller } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf, isDeep, oneLook } from '../support/looks.ts';
import { anotherTab, aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { closeByEscape, open } from '../support/until.ts';

withBrowser();

/** Every page of the demo's board with its four months of history, as the role with most permissions sees it. */
const ofManager = [
  '/?all',
  '/demo',
  '/demo/account',
  '/demo/members',
  '/demo/members/teams',
  '/demo/requests?request=PLAT-RWAITING',
  '/demo/PLAT',
  '/demo/PLAT?card=CARD',
  '/demo/PLAT/cards/CARD',
  '/demo/PLAT/intake',
  '/demo/PLAT/intake?show=replenish',
  '/demo/PLAT/intake?show=deferred',
  '/demo/PLAT/intake?show=answered',
  '/demo/PLAT/requests/WAITING',
  '/demo/PLAT/requests/ANSWERED',
  '/demo/PLAT/ask',
  '/demo/PLAT/intake/ledger',
  '/demo/PLAT/overrides',
  '/demo/PLAT/settings',
  '/demo/PLAT/settings/columns',
  '/demo/PLAT/settings/intake',
  '/demo/my-work',
  '/demo/import',
  '/demo/export',
  '/demo/overview',
  '/demo/waits',
  '/demo/flow',
  '/demo/PLAT/flow?days=30',
  '/demo/PLAT/flow/what-if?limits=board:6',
  '/demo/PLAT/flow/trials',
  '/demo/PLAT/flow/forecast?items=9',
  '/demo/PLAT/flow/track-record',
  '/demo/flow/forecast',
  '/demo/flow/track-record',
  '/demo/digest',
  '/demo/PLAT/digest',
  '/demo/PLAT/settings/service-levels',
  '/demo/PLAT/intake?show=rest',
  '/demo/account/address',
  '/demo/account/password',
  '/demo/account/data',
  '/demo/account/passkeys',
  '/demo/account/sessions',
  '/demo/account/two-factor',
];
const ofRequester = [
  '/demo',
  '/demo/notices',
  '/demo/PLAT/ask',
  '/demo/PLAT/requests/OWN',
  '/demo/PLAT/requests/ASKED',
  '/demo/members',
];
const ofStrangers = [
  '/sign-in',
  '/sign-in/forgot-password',
  '/sign-in/new-password#token',
  '/sign-up',
  '/setup',
  '/invitations/none-such',
  '/problems',
  '/problems/wip-limit-reached',
  '/problems/none-such',
  '/help',
];

/**
 * Pages that other roles see differently. They consist of the same parts, so one look is enough, and in an ordinary run
 * the first page of each role.
 */
const ofOthers: [Role, string[]][] = [
  [
    'owner',
    [
      '/demo/members',
      '/demo/settings',
      '/demo/settings/audit-log',
      '/demo/settings/webhooks',
      '/demo/PLAT/settings',
    ],
  ],
  ['member', ['/demo/PLAT?card=CARD', '/demo/members', '/demo/PLAT/intake', '/demo/PLAT/requests/WAITING']],
  [
    'viewer',
    ['/demo/PLAT/intake', '/demo', '/demo/PLAT', '/demo/PLAT?card=CARD', '/demo/PLAT/requests/ANSWERED'],
  ],
];

async function faultsAt(page: Page, path: string, looks?: typeof oneLook): Promise<string[]> {
  await open(page, path);
  await page.getByRole('heading').first().waitFor();
  if (path.includes('?card=')) await page.getByRole('dialog').getByRole('heading').first().waitFor();
  if (path.includes('/requests?')) await page.getByRole('article').waitFor();
  return faultsOf(page, looks);
}

/** Two tabs share the work, each in a process of its own. An ordinary run checks one page of this many. */
async function faultsOn(
  page: Page,
  paths: string[],
  ofEach: number,
  looks?: typeof oneLook,
): Promise<string[]> {
  const left = paths.filter((_, n) => isDeep || n % ofEach === 0);
  const faults: string[] = [];
  const work = async (tab: Page) => {
    for (let next = left.shift(); next; next = left.shift())
      faults.push(...(await faultsAt(tab, next, looks)));
  };
  await Promise.all([work(page), work(await anotherTab(page))]);
  return faults;
}

let numbers: ReturnType<typeof readNumbers> | undefined;

/** Replaces the words in capitals with numbers of the demo board. */
async function numbered(paths: string[]): Promise<string[]> {
  numbers ??= readNumbers();
  const found = Object.entries(await numbers);
  return paths.map((path) => found.reduce((text, [word, number]) => text.replace(word, `${number}`), path));
}

async function readNumbers(): Promise<Record<string, number | undefined>> {
  const [manager, requester] = [await as('manager'), await as('requester')];
  const board = '/v1/workspaces/demo/boards/PLAT';
  const first = async (query: string, who = manager) =>
    (await who.get<RequestList>(`${board}/requests${query}`)).items[0]?.number;
  const { cards } = await manager.get<Board>(board);
  return {
    CARD: cards.find(({ request }) => request)?.number,
    WAITING: await first('?state=waiting'),
    ANSWERED: await first('?state=answered'),
    OWN: await first('?state=answered', requester),
    ASKED: await askedBack(requester),
  };
}

/** A request of the requester that waits for their reply. */
async function askedBack(requester: Caller): Promise<number | undefined> {
  const { items } = await requester.get<RequestList>(
    '/v1/workspaces/demo/boards/PLAT/requests?state=waiting',
  );
  return items.find(({ pausedAt }) => pausedAt)?.number;
}

const inEveryLook = 'nothing serious on its pages, on a phone or a desk';

scene(`nobody signed in: ${inEveryLook}`, async () => {
  expect(await faultsOn(await aStranger(), ofStrangers, 2)).toEqual([]);
});

scene(`manager: ${inEveryLook}`, async () => {
  expect(await faultsOn(await signedIn('manager'), await numbered(ofManager), 4)).toEqual([]);
});

scene(`requester: ${inEveryLook}`, async () => {
  expect(await faultsOn(await signedIn('requester'), await numbered(ofRequester), 2)).toEqual([]);
});

scene('owner, member, viewer: nothing serious in what only they see', async () => {
  for (const [role, paths] of ofOthers)
    expect(await faultsOn(await signedIn(role), await numbered(paths), paths.length, oneLook)).toEqual([]);
});

scene('nothing serious while a column refuses, a card is created, or an answer is written', async () => {
  const board = await aBoard('AXES', [queue('Ready', 2), active('Doing', 1), done('Done')]);
  await board.move(await board.card('It blocks the column'), 'Doing');
  await board.card('It wants to go in');
  await board.ask('Something to say no to');
  const page = await signedIn('manager');
  await open(page, board.page);

  await page.getByRole('link', { name: 'It wants to go in' }).press(']');
  await page.getByRole('group', { name: 'AXES-2 can’t move to Doing' }).waitFor();
  const faults = await faultsOf(page);

  await page.getByRole('button', { name: 'Add card' }).click();
  await page.getByRole('dialog', { name: 'New card' }).waitFor();
  faults.push(...(await faultsOf(page)));

  await open(page, `${board.page}/intake`);
  await page.getByText('Defer', { exact: true }).click();
  await page.getByRole('region', { name: 'Rana Roy will read' }).waitFor();
  await page.getByRole('button', { name: 'Send answer', exact: true }).click();
  await page.getByText('Choose a day.').waitFor();
  faults.push(...(await faultsOf(page)));
  expect(faults).toEqual([]);
});

scene('nothing serious on a board with lanes, in the limit editor, and in an override', async () => {
  const dev = active('Dev', 2, { split: true, policy: 'Merged, and shown to the requester.' });
  const board = await aBoard('AXEL', [
    queue('Ready'),
    dev,
    active('Review', 1, { mode: 'reason' }),
    done('Done'),
  ]);
  for (const name of ['Payments', 'Search']) await board.lane(name);
  await board.limit({ lane: 'Payments', column: 'Dev', max: 1 });
  await board.limit({ columns: ['Dev', 'Review'], max: 4, min: 3 });
  await board.card('It holds the cell', 'Dev', { lane: 'Payments' });
  await board.card('It blocks the column', 'Review', { lane: 'Search' });
  await board.card('It wants to go on', 'Ready', { lane: 'Search', classOfService: 'fixedDate' });
  const page = await signedIn('manager');
  await open(page, board.page);
  await page.getByRole('link', { name: 'It wants to go on' }).press('m');
  const choices = page.getByRole('dialog', { name: 'Move AXEL-3' });
  await choices.getByRole('button', { name: /^Review: / }).press('Enter');
  await choices.getByRole('button', { name: 'Override with a reason…' }).click();
  await page.getByLabel('Reason, visible to everyone').waitFor();
  const faults = await faultsOf(page);

  await closeByEscape(choices);
  faults.push(...(await faultsOf(page)));

  await page.getByRole('button', { name: /^Dev: / }).click();
  await page.getByRole('dialog', { name: 'Limit of Dev' }).waitFor();
  faults.push(...(await faultsOf(page)));
  expect(faults).toEqual([]);
});
