import type { Page } from 'playwright-core';
import { stack } from '../support/addresses.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { cardIn, openLive } from '../support/live.ts';
import { signedInWith } from '../support/people.ts';
import { anotherTab, scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing', 5), done('Done')];
const withWorker = { serviceWorkers: 'allow' } as const;

/** The page is one that the service worker answers for, and the board is kept. */
async function isReadyFor(page: Page, board: string): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await becomes(
    async () => (await page.context().cookies()).some(({ value }) => value.includes(board)),
    true,
  );
}

/** Everything that the browser keeps for later, as one text. */
const keptTexts = (page: Page) =>
  page.evaluate(async () => {
    const texts: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        texts.push(request.url, (await (await cache.match(request))?.text()) ?? '');
    }
    const rows = await new Promise<unknown[]>((resolve) => {
      const opening = indexedDB.open('weir');
      opening.onsuccess = () => {
        const all = opening.result.transaction('boards').objectStore('boards').getAll();
        all.onsuccess = () => resolve(all.result);
      };
    });
    return `${texts.join('\n')}${JSON.stringify(rows)}`;
  });

scene(
  'without a connection a kept board opens and takes moves, another page says what can be opened, and both go on when it is back',
  async () => {
    const board = await aBoard('OFFL', columns);
    const { number } = await board.card('Read on the train');
    const page = await signedIn('manager', withWorker);
    await openLive(page, board.page);
    await isReadyFor(page, 'OFFL');
    const context = page.context();

    await context.setOffline(true);
    await page.reload();
    await cardIn(page, 'Ready', 'Read on the train').waitFor();
    await page.getByText('Reconnecting').waitFor();
    await becomes(() => page.title(), 'Team OFFL · Demo · Weir');
    await cardIn(page, 'Ready', 'Read on the train').press(']');
    await cardIn(page, 'Doing', 'Read on the train').waitFor();
    // The move waits in this browser, and the next page draws it too.
    await page.goto(`${board.page}?card=${number}`);
    await page
      .getByRole('dialog', { name: `Card OFFL-${number}` })
      .getByText(/^Doing/)
      .waitFor();
    await page.goto(`${board.page}/cards/${number}`);
    await page.getByRole('heading', { name: 'Read on the train' }).waitFor();

    await context.addCookies([{ name: 'weir-theme', value: 'dark', url: stack().web }]);
    await page.goto(board.page);
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.waitForURL(`**${board.page}/settings`);
    await page.getByRole('heading', { name: 'You are offline' }).waitFor();
    await page.getByText('1 change waits to be sent').waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await page.getByRole('link', { name: 'Team OFFL' }).click();
    await cardIn(page, 'Doing', 'Read on the train').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'You are offline' }).waitFor();
    const tab = await anotherTab(page);
    await tab.goto(board.page);
    await cardIn(tab, 'Doing', 'Read on the train').waitFor();

    await context.setOffline(false);
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await tab.getByText('Reconnecting').waitFor({ state: 'hidden' });
    const columnOfCard = async () => {
      const { columns: all, cards } = await board.read();
      return all.find(({ id }) => id === cards[0]?.columnId)?.name;
    };
    await becomes(columnOfCard, 'Doing');
    // A page that was opened without a connection is live again, and its links work.
    await tab.getByRole('link', { name: 'Overrides', exact: true }).click();
    await tab.getByRole('heading', { name: 'Overrides', level: 1 }).waitFor();
  },
);

scene(
  'after signing out without a connection the browser keeps nothing of the person, and no page shows any of it',
  async () => {
    const board = await aBoard('OFFG', columns);
    await board.card('Nobody else reads this');
    const page = await signedIn('member', withWorker);
    await openLive(page, board.page);
    await isReadyFor(page, 'OFFG');
    const other = await anotherTab(page);
    await open(other, board.page);
    const isPrivate = /Nobody else reads this|OFFG|member@demo/;
    expect(await keptTexts(page)).toMatch(isPrivate);

    await page.context().setOffline(true);
    await page.reload();
    await cardIn(page, 'Ready', 'Nobody else reads this').waitFor();
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out in this browser' }).waitFor();
    await other.getByRole('heading', { name: 'You are offline' }).waitFor();
    await page.context().addCookies([{ name: 'weir-language', value: 'de', url: stack().web }]);
    for (const address of [board.page, '/', '/demo']) {
      await page.goto(address);
      await page.getByRole('heading', { name: 'Du bist offline' }).waitFor();
      expect(await page.locator('body').textContent()).not.toMatch(isPrivate);
    }
    expect(await keptTexts(page)).not.toMatch(isPrivate);

    await page.context().setOffline(false);
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  },
);

scene(
  'somebody who signs in after another person opens none of their boards without a connection',
  async () => {
    const board = await aBoard('OFFX', columns);
    await board.card('Of the person before');
    const page = await signedIn('member', withWorker);
    await openLive(page, board.page);
    await isReadyFor(page, 'OFFX');
    // The member's session ended unseen, and no page of a workspace was opened since.
    await page.goto('/problems');
    await signedInWith(page.context(), stack().web, 'viewer');
    await page.context().setOffline(true);
    await page.goto(board.page);
    await page.getByRole('heading', { name: 'You are offline' }).waitFor();
    expect(await page.locator('body').textContent()).not.toMatch(/Of the person before|OFFN/);
    await page.context().setOffline(false);
  },
);

scene('the app can be installed: its manifest names icons that exist', async () => {
  const page = await signedIn('member');
  await page.goto('/demo');
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send('Page.getAppManifest');
  const { start_url: start, display, icons } = JSON.parse(data ?? '{}');
  expect([errors, start, display]).toEqual([[], '/', 'standalone']);
  const found = await Promise.all(
    icons.map(async ({ src }: { src: string }) => (await page.request.get(src)).headers()['content-type']),
  );
  expect(found).toEqual(['image/png', 'image/png', 'image/png', 'image/svg+xml']);
});
