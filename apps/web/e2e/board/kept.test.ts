import type { Page } from 'playwright-core';
import { aBoard, active, done, queue } from '../support/board.ts';
import { callsOf, cardIn, openLive } from '../support/live.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape } from '../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing', 5), done('Done')];

scene(
  'a board opens as the browser keeps it, says so until it has caught up, and sign-out removes it',
  async () => {
    const board = await aBoard('KEPT', columns);
    const card = await board.card('Kept here');
    const page = await signedIn('member');
    await openLive(page, board.page);
    const cookies = async () => (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
    await becomes(async () => (await cookies()).some((each) => /^weir-kept=.*demo%2FKEPT/.test(each)), true);
    await page.goto('/problems');
    await board.move(card, 'Doing');

    let letThrough = () => {};
    const released = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route(/\/changes\?|\/api\/stream/, (route) => released.then(() => route.continue()));
    const read = callsOf(page, board.path);
    const answer = await page.goto(board.page);
    await Promise.all([
      cardIn(page, 'Ready', 'Kept here').waitFor(),
      page.getByText('Reconnecting').waitFor(),
    ]);
    letThrough();
    await cardIn(page, 'Doing', 'Kept here').waitFor();
    await page.getByText('Reconnecting').waitFor({ state: 'hidden' });
    // The whole board was never sent, and the changes were read once.
    const changes = read.filter((call) => call.startsWith(`GET ${board.path}/changes?`));
    expect([
      (await answer?.text())?.includes('Kept here'),
      read.includes(`GET ${board.path}`),
      changes.length,
    ]).toEqual([false, false, 1]);

    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
    expect([await keptIn(page), (await cookies()).some((each) => each.startsWith('weir-kept'))]).toEqual([
      [],
      false,
    ]);
  },
);

/** The names of the boards that a browser keeps. */
const keptIn = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<IDBValidKey[]>((resolve) => {
        const opening = indexedDB.open('weir');
        opening.onsuccess = () => {
          const all = opening.result.transaction('boards').objectStore('boards').getAllKeys();
          all.onsuccess = () => resolve(all.result);
        };
      }),
  );

const edges = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return { top, bottom };
    });

scene(
  'two browsers and a phone are cut off, change the board and come back: all end alike, nothing is lost or doubled',
  async () => {
    const board = await aBoard('TRIO', columns);
    for (const title of ['Alpha', 'Beta', 'Gamma', 'Delta'])
      await board.card(title, 'Ready', title === 'Gamma' ? { classOfService: 'intangible' } : {});
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const pages = [await signedIn('member'), await signedIn('manager'), await signedIn('owner', phone)];
    await Promise.all(pages.map((page) => openLive(page, board.page)));
    const [one, other, small] = pages as [Page, Page, Page];
    const offline = (isOffline: boolean) =>
      Promise.all([one, small].map((page) => page.context().setOffline(isOffline)));

    await offline(true);
    await Promise.all([one, small].map((page) => page.getByText('Reconnecting').waitFor({ timeout: 5_000 })));
    // On a phone too it covers nothing.
    expect(await edges(small, 'header')).toMatchObject({
      bottom: (await edges(small, 'nav[aria-label="This board"]')).top,
    });
    expect((await edges(small, 'header [role="status"]')).bottom).toBeLessThanOrEqual(
      (await edges(small, 'header')).bottom,
    );
    // A card opens with what the board knows of it, and says that the rest is to come.
    await cardIn(one, 'Ready', 'Gamma').click();
    const panel = one.getByRole('dialog', { name: `Card ${board.key}-3` });
    await panel.getByRole('heading', { name: 'Gamma' }).waitFor();
    await panel.getByText('text, checklist and comments show as soon as it answers').waitFor();
    await panel.getByText(/^Intangible/).waitFor();
    await panel.getByText(/^Ready, for/).waitFor();
    await closeByEscape(panel);
    // What nobody has opened before opens too.
    for (const view of ['List', 'Board']) {
      await one.getByRole('button', { name: /^View: / }).click();
      await one.getByRole('menuitem', { name: view }).click();
      if (view === 'List') await one.getByRole('row').filter({ hasText: 'Gamma' }).waitFor();
    }
    await cardIn(one, 'Ready', 'Alpha').press(']');
    await cardIn(one, 'Doing', 'Alpha').press(']');
    await cardIn(small, 'Ready', 'Beta').press(']');
    await cardIn(other, 'Ready', 'Gamma').press(']');
    // Both move it: the browser that is connected first.
    await cardIn(other, 'Ready', 'Delta').press(']');
    await cardIn(one, 'Ready', 'Delta').press(']');
    await cardIn(other, 'Doing', 'Delta').waitFor();
    await offline(false);

    const [ready, doing, finished] = ['Ready', 'Doing', 'Done'] as const;
    const all = [
      [doing, 'Gamma'],
      [doing, 'Delta'],
      [doing, 'Beta'],
      [finished, 'Alpha'],
    ] as const;
    for (const [column, title] of all) await cardIn(one, column, title).waitFor();
    const isSettled = async () => !(await one.getByText('will be sent as soon as').isVisible());
    await becomes(isSettled, true);
    const shownOn = (page: Page) =>
      Promise.all(
        [ready, doing, finished].map(async (name) => [
          name,
          await page
            .getByRole('region', { name, exact: true })
            .getByRole('listitem')
            .getByRole('link')
            .allInnerTexts(),
        ]),
      );
    // The last moves may still be on their way.
    let seq = 0;
    const agree = async () => {
      const { columns: places, cards, ...read } = await board.read();
      seq = read.seq;
      const shown = places.map(({ id, name }) => [
        name,
        cards.filter(({ columnId }) => columnId === id).map(({ title }) => title),
      ]);
      const seen = await Promise.all([shownOn(one), shownOn(other)]);
      // Lists from the browser are made outside of the test: they are not strictly equal to its own.
      return seen.map((each) => JSON.stringify(each) === JSON.stringify(shown));
    };
    await becomes(agree, [true, true]);
    // Four cards, and the five moves that changed something, or six where Delta went behind Beta.
    expect(seq - 1 - 4).toBeGreaterThanOrEqual(5);
    expect(seq - 1 - 4).toBeLessThanOrEqual(6);
    await small.context().setOffline(false);
  },
);

scene(
  'a link to a board that the browser keeps opens it at once, also without a connection, and nobody sees one after losing access',
  async () => {
    const [board, other] = [await aBoard('NEAR', columns), await aBoard('NEXT', columns)];
    const card = await board.card('Known already');
    await other.card('Somewhere else');
    const page = await signedIn('member');
    const isKept = async (name: string) =>
      (await page.context().cookies()).some((each) => each.name === 'weir-kept' && each.value.includes(name));
    for (const each of [board, other]) {
      await openLive(page, each.page);
      await becomes(() => isKept(each.key), true);
    }
    const home = page.getByRole('link', { name: 'Boards of Demo' });
    const linkTo = (key: string) => page.getByRole('main').getByRole('link', { name: `Team ${key}` });
    await home.click();
    await linkTo('NEAR').waitFor();

    // What the server would draw, and what changed, come late. The list brings its kept boards up to date when it is idle.
    let letThrough = () => {};
    const released = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route(/_rsc=|\/changes\?/, (route) => released.then(() => route.continue()));
    await board.move(card, 'Doing');
    const read = callsOf(page, board.path);
    const drawn: string[] = [];
    page.on('request', (call) => call.url().includes('_rsc=') && drawn.push(new URL(call.url()).pathname));
    await linkTo('NEAR').click();
    await cardIn(page, 'Ready', 'Known already').waitFor();
    await page.waitForURL(`**${board.page}`);
    await becomes(() => page.title(), 'Team NEAR · Demo · Weir');
    await page.locator('a[aria-current="page"]', { hasText: 'Board' }).waitFor();
    await page.locator('#content:focus').waitFor();
    letThrough();
    await cardIn(page, 'Doing', 'Known already').waitFor();
    // Neither the server's page nor the whole board is read.
    expect([read.includes(`GET ${board.path}`), drawn]).toEqual([false, []]);

    // Back and forward, and to another page of the board.
    await page.goBack();
    await linkTo('NEAR').waitFor();
    await becomes(() => page.title(), 'Demo · Weir');
    await page.goForward();
    await cardIn(page, 'Doing', 'Known already').waitFor();
    await page.getByRole('link', { name: 'Overrides', exact: true }).click();
    await page.getByRole('heading', { name: 'Overrides', level: 1 }).waitFor();

    await page.context().setOffline(true);
    await page.getByRole('button', { name: /change board/i }).click();
    await page.getByRole('menuitem', { name: /Team NEXT/ }).click();
    await cardIn(page, 'Ready', 'Somewhere else').waitFor();
    await page.getByText('Reconnecting').waitFor();
    await page.context().setOffline(false);
    await page.getByText('Reconnecting').waitFor({ state: 'hidden' });

    await page.route(/boards\/NEAR(\/changes\?.*)?$/, (route) =>
      route.fulfill({
        status: 404,
        contentType: 'application/problem+json',
        json: {
          type: '/problems/not-found',
          title: 'Not found',
          detail: 'No such board',
          status: 404,
          code: 'not-found',
        },
      }),
    );
    await page.getByRole('button', { name: /change board/i }).click();
    await page.getByRole('menuitem', { name: /Team NEAR/ }).click();
    await page.getByText('No such board').waitFor();
    await cardIn(page, 'Doing', 'Known already').waitFor({ state: 'hidden' });
    await becomes(() => isKept('NEAR'), false);
  },
);
