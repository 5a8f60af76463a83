import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { aBoard, active, done, queue } from '../support/board.ts';
import { intercept } from '../support/intercepting.ts';
import { cardIn } from '../support/live.ts';
import { focusOn } from '../support/on-the-board.ts';
import { allowFault, aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, neverIdle, open, reacts } from '../support/until.ts';

withBrowser();

const root = resolve(import.meta.dirname, '../..');

/**
 * kB of JavaScript with its texts above Next.js and React, compressed, before the browser is idle.
 * docs/decisions/web-sizes.md
 */
const budgets = { signIn: 18, board: 87.5, intake: 178, settings: 157, flow: 84, whatIf: 99.5 };

scene(
  'sign-in, a board with lanes, the intake, the settings, the flow page and what-if load at most their budgets',
  async () => {
    const stranger = await aStranger();
    const board = await aBoard('BYTE', [queue('Ready'), active('Doing', 2), done('Done')]);
    await board.lane('Support');
    await board.card('A card');
    const member = await signedIn('member');
    const above = {
      signIn: await scriptsAboveNext(stranger, '/sign-in'),
      board: await scriptsAboveNext(member, board.page),
      intake: await scriptsAboveNext(await signedIn('manager'), `${board.page}/intake`),
      settings: await scriptsAboveNext(await signedIn('manager'), `${board.page}/settings/intake`),
      flow: await scriptsAboveNext(await signedIn('manager'), `${board.page}/flow`),
      whatIf: await scriptsAboveNext(await signedIn('manager'), `${board.page}/flow/what-if?depth=9`),
    };
    for (const page of ['signIn', 'board', 'intake', 'settings', 'flow', 'whatIf'] as const)
      expect({ page, isWithin: above[page] <= budgets[page] }).toEqual({ page, isWithin: true });
  },
);

scene('what a board loads later works at its first use, before the browser was ever idle', async () => {
  const board = await aBoard('BYTU', [queue('Ready'), active('Doing', 2), done('Done')]);
  const { number } = await board.card('A card');
  const page = await signedIn('member');
  await neverIdle(page);
  await open(page, board.page);
  await page.keyboard.press('ArrowDown');
  await focusOn(page, 'A card');
  await page.keyboard.press(']');
  await page
    .getByRole('region', { name: 'Doing', exact: true })
    .getByRole('link', { name: 'A card' })
    .waitFor();
  await page.keyboard.press('ControlOrMeta+z');
  await page.getByText(`Undone: BYTU-${number} is back in Ready.`).first().waitFor();
  await page.getByRole('button', { name: `Actions for BYTU-${number}` }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByText(`BYTU-${number} “A card” is archived.`).waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('link', { name: 'A card' }).waitFor();
});

scene(
  'a page whose parts cannot be loaded says so, asks with pauses, and goes on once it is reloaded',
  async () => {
    const board = await aBoard('BYTV', [queue('Ready'), active('Doing', 2), done('Done')]);
    const { ref } = await board.card('A card');
    const page = await signedIn('member');
    await neverIdle(page);
    let asked = 0;
    // As after an update of the server, or while it is overloaded.
    const isGone = (route: Route) => {
      asked += 1;
      return route.fulfill({ status: 404 });
    };
    const bringWords = await intercept(page, '**/_next/static/words/**', isGone);
    await page.goto(board.page);
    await becomes(async () => asked > 3, true);
    expect(asked).toBeLessThan(20);
    bringWords();
    await reacts(page);
    await page.keyboard.press('ArrowDown');
    await focusOn(page, 'A card');
    await page.keyboard.press(']');
    await cardIn(page, 'Doing', 'A card').waitFor();

    const bringParts = await intercept(page, '**/_next/static/**', isGone);
    await page.keyboard.press('ControlOrMeta+z');
    await page.getByText('Nothing was undone: a part of this page could not be loaded.').first().waitFor();
    bringParts();
    await page.keyboard.press('ControlOrMeta+z');
    await page.getByText(`Undone: ${ref} is back in Ready.`).first().waitFor();

    const bringOutdated = await intercept(page, '**/_next/static/**', isGone);
    allowFault(page, '404');
    await page.keyboard.press('/');
    await page.getByText('This page is outdated').waitFor();
    bringOutdated();
    await page.getByRole('button', { name: 'Reload' }).click();
    await cardIn(page, 'Ready', 'A card').waitFor();
  },
);

async function scriptsAboveNext(page: Page, path: string): Promise<number> {
  await neverIdle(page);
  await open(page, path);
  const scripts = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.endsWith('.js') || name.endsWith('.json'))
      .map(({ name, encodedBodySize }) => ({ name: new URL(name).pathname, size: encodedBodySize })),
  );
  const own = scripts.filter(({ name }) => !scriptsOfNext.has(name));
  // Every page has these.
  expect(own.length).toBe(scripts.length - scriptsOfNext.size);
  return own.reduce((sum, { size }) => sum + size, 0) / 1000;
}

const { rootMainFiles } = JSON.parse(readFileSync(resolve(root, '.next/build-manifest.json'), 'utf8')) as {
  rootMainFiles: string[];
};
const scriptsOfNext = new Set(rootMainFiles.map((file) => `/_next/${file}`));
