import { isDeepStrictEqual } from 'node:util';
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
    const held = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route(/\/changes\?|\/api\/stream/, (route) => held.then(() => route.continue()));
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

scene(
  'two browsers and a phone are cut off, change the board and come back: all end alike, nothing is lost or doubled',
  async () => {
    const board = await aBoard('TRIO', columns);
    for (const title of ['Alpha', 'Beta', 'Gamma', 'Delta']) await board.card(title);
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const pages = [await signedIn('member'), await signedIn('manager'), await signedIn('owner', phone)];
    await Promise.all(pages.map((page) => openLive(page, board.page)));
    const [one, other, small] = pages as [Page, Page, Page];
    const offline = (isOffline: boolean) =>
      Promise.all([one, small].map((page) => page.context().setOffline(isOffline)));

    await offline(true);
    await Promise.all([one, small].map((page) => page.getByText('Reconnecting').waitFor({ timeout: 5_000 })));
    // A card opens with the title that the board has, and says that the rest is to come.
    await cardIn(one, 'Ready', 'Gamma').click();
    const panel = one.getByRole('dialog', { name: `Card ${board.key}-3` });
    await panel.getByRole('heading', { name: 'Gamma' }).waitFor();
    await panel.getByText('The rest of the card shows as soon as Weir answers.').waitFor();
    await closeByEscape(panel);
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
      return seen.map((each) => isDeepStrictEqual(each, shown));
    };
    await becomes(agree, [true, true]);
    // Four cards, and the five moves that changed something, or six where Delta went behind Beta.
    expect(seq - 1 - 4).toBeGreaterThanOrEqual(5);
    expect(seq - 1 - 4).toBeLessThanOrEqual(6);
    await small.context().setOffline(false);
  },
);
