import type { Board, RequestList, Role } from '@weir/contract';
import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { as } from './support/api.ts';
import { aBoard, active, done, queue } from './support/board.ts';
import { anotherTab, aStranger, scene, signedIn, withBrowser } from './support/scene.ts';

withBrowser();

const everybody = ['/?all', '/demo', '/demo/members'];
const reading = [
  '/demo/PLAT',
  '/demo/PLAT?card=CARD',
  '/demo/PLAT/intake',
  '/demo/PLAT/intake?show=answered',
];
const requests = ['/demo/PLAT/requests/WAITING', '/demo/PLAT/requests/ANSWERED'];
const asking = ['/demo/PLAT/ask'];

/**
 * Every page that a role reaches, on the demo's board with its four months behind it. An owner's differ from a
 * manager's where members are kept.
 */
const pagesOf: Record<Role, string[]> = {
  owner: [...everybody, '/demo/PLAT', '/demo/PLAT/settings'],
  manager: [...everybody, ...reading, ...requests, ...asking, '/demo/PLAT/settings'],
  member: [...everybody, ...reading, ...requests, ...asking],
  viewer: [...everybody, ...reading, ...requests],
  requester: ['/?all', '/demo', ...asking, '/demo/PLAT/requests/OWN', '/demo/PLAT', '/demo/members'],
};
const forAll = [
  '/sign-in',
  '/sign-up',
  '/invitations/none-such',
  '/problems',
  '/problems/wip-limit-reached',
  '/problems/none-such',
];

const desk = { width: 1280, height: 844 };

/** Each look that a page has. Colours depend on the theme alone, so in the dark only they are looked at again. */
const looks: { width: number; theme: 'light' | 'dark'; options: RunOptions }[] = [
  { width: 1280, theme: 'light', options: {} },
  { width: 1280, theme: 'dark', options: { runOnly: ['color-contrast'] } },
  { width: 390, theme: 'dark', options: { runOnly: ['color-contrast'] } },
  { width: 390, theme: 'light', options: {} },
];

/** What axe finds serious in each look, and what makes a phone scroll sideways. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const faults: string[] = [];
  for (const { width, theme, options } of looks) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme: theme });
    await page.evaluate(settled);
    const found = await page.evaluate(async (how) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(document, { resultTypes: ['violations'], ...how });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
        );
    }, options);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (beyond > 0) found.push(`${beyond} px wider than the screen`);
    const { pathname, search } = new URL(page.url());
    faults.push(...found.map((fault) => `${pathname}${search} (${theme}, ${width} px): ${fault}`));
  }
  return faults;
}

/** Colours have arrived: a theme fades in, one depth of the page after another, however briefly. */
async function settled(): Promise<void> {
  do await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  while (document.getAnimations().length > 0);
}

async function faultsAt(page: Page, path: string): Promise<string[]> {
  await page.setViewportSize(desk);
  await page.goto(path);
  await page.getByRole('heading').first().waitFor();
  if (path.includes('?card=')) await page.getByRole('dialog').getByRole('heading').first().waitFor();
  return faultsOf(page);
}

/** Two tabs share the work: each has a process of its own. */
async function faultsOn(page: Page, paths: string[]): Promise<string[]> {
  const left = [...paths];
  const faults: string[] = [];
  const work = async (tab: Page) => {
    for (let path = left.shift(); path; path = left.shift()) faults.push(...(await faultsAt(tab, path)));
  };
  await Promise.all([work(page), work(await anotherTab(page))]);
  return faults;
}

/** Numbers of the demo board for the words in capitals. */
async function numbered(paths: string[]): Promise<string[]> {
  const [manager, requester] = [await as('manager'), await as('requester')];
  const board = '/v1/workspaces/demo/boards/PLAT';
  const first = async (query: string, who = manager) =>
    (await who.get<RequestList>(`${board}/requests${query}`)).items[0]?.number;
  const { cards } = await manager.get<Board>(board);
  const numbers = {
    CARD: cards.find(({ request }) => request)?.number,
    WAITING: await first('?state=waiting'),
    ANSWERED: await first('?state=answered'),
    OWN: await first('?state=answered', requester),
  };
  return paths.map((path) =>
    Object.entries(numbers).reduce((told, [word, number]) => told.replace(word, `${number}`), path),
  );
}

scene('nobody signed in: nothing serious on any page, in either theme, on a phone or a desk', async () => {
  expect(await faultsOn(await aStranger(), forAll)).toEqual([]);
});

for (const [role, paths] of Object.entries(pagesOf) as [Role, string[]][])
  scene(
    `${role}: nothing serious on any page, in either theme, on a phone or a desk`,
    async () => {
      expect(await faultsOn(await signedIn(role), await numbered(paths))).toEqual([]);
    },
    120_000,
  );

scene('nothing serious while a column refuses, a card is made, or an answer is written', async () => {
  const board = await aBoard('AXES', [queue('Ready', 2), active('Doing', 1), done('Done')]);
  await board.move(await board.card('It stands in the way'), 'Doing');
  await board.card('It wants to go in');
  await board.ask('Something to say no to');
  const page = await signedIn('manager');
  await page.goto(board.page);

  await page.getByRole('link', { name: 'It wants to go in' }).press(']');
  await page.getByRole('group', { name: 'Doing refuses AXES-2' }).waitFor();
  const faults = await faultsOf(page);

  await page.setViewportSize(desk);
  await page.getByRole('button', { name: 'Add card' }).click();
  await page.getByRole('dialog', { name: 'New card' }).waitFor();
  faults.push(...(await faultsOf(page)));

  await page.setViewportSize(desk);
  await page.goto(`${board.page}/intake`);
  await page.getByText('Not now, ask again').click();
  await page.getByRole('region', { name: 'They will read' }).waitFor();
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await page.getByText('Choose a day.').waitFor();
  faults.push(...(await faultsOf(page)));
  expect(faults).toEqual([]);
});
