import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { aBoard, active, done, queue } from '../support/board.ts';
import { aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

const root = resolve(import.meta.dirname, '../..');

/**
 * kB of JavaScript with its texts above Next.js and React, compressed, before the browser is idle.
 * docs/decisions/web-sizes.md
 */
const budgets = { signIn: 17, board: 86 };

scene('sign-in and the board load no more JavaScript than their budgets', async () => {
  const stranger = await aStranger();
  const board = await aBoard('BYTE', [queue('Ready'), active('Doing', 2), done('Done')]);
  await board.card('A card');
  const member = await signedIn('member');
  const above = {
    signIn: await scriptsAboveNext(stranger, '/sign-in'),
    board: await scriptsAboveNext(member, board.page),
  };
  expect(above.signIn).toBeLessThanOrEqual(budgets.signIn);
  expect(above.board).toBeLessThanOrEqual(budgets.board);
});

async function scriptsAboveNext(page: Page, path: string): Promise<number> {
  // Work for idle time never runs here; only the test's own wait ends.
  await page.addInitScript(() => {
    const whenIdle = window.requestIdleCallback.bind(window);
    window.requestIdleCallback = (act, options) => (options?.timeout === 5_000 ? whenIdle(act, options) : 0);
  });
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
