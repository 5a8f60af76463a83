import type { Page } from 'playwright-core';
import { aBoard, active, done, queue } from '../support/board.ts';
import { intercept } from '../support/intercepting.ts';
import { faultsOf } from '../support/looks.ts';
import { cardOf, columnOf, focusOn, holdOver, linkOf, listOf } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open, reopen } from '../support/until.ts';

withBrowser();

const demo = ['PLAT', 'OPS', 'DATA'];
const viewports = [
  { width: 1280, height: 800, most: 0.25 },
  { width: 390, height: 844, most: 0.5 },
];

scene('the first card is in the top quarter of a desktop and the top half of a phone', async () => {
  const page = await signedIn('manager');
  for (const key of demo) {
    await open(page, `/demo/${key}`);
    for (const { width, height, most } of viewports) {
      await page.setViewportSize({ width, height });
      const isHigh = async () => {
        const share = (await firstCardTop(page)) / height;
        return share > 0 && share <= most;
      };
      await becomes(
        async () => ({ key, width, isHigh: await isHigh() }),
        { key, width, isHigh: true },
        5_000,
      );
      // A card overrides the look of its button, in whatever order their styles load.
      const card = page.locator('[data-card]').first();
      const menu = card.getByRole('button', { name: /^Actions for/ });
      expect(await menu.evaluate(depthInCard)).toBeLessThan(10);
    }
  }
});

/** Measured at once: the page may still settle. */
const depthInCard = (element: Element) =>
  element.getBoundingClientRect().top -
  (element.closest('[data-card]')?.getBoundingClientRect().top ?? Number.NaN);

scene(
  'a long column draws only the cards near the screen, and keys and drags reach all of them',
  async () => {
    const board = await aBoard('LONG', [queue('Ready'), active('Doing', 5), done('Done')]);
    const titles = Array.from({ length: 60 }, (_, at) => `Long ${at + 1}`);
    for (const title of titles) await board.card(title);
    const page = await signedIn('member');
    const list = listOf(page, 'Ready');
    const drawn = () => list.locator('[data-card]').count();
    const loadScripts = await intercept(page, '**/*.js', (route) => route.abort());
    await page.goto(board.page);
    await linkOf(page, 'Long 1').waitFor();
    expect(await drawn()).toBeLessThan(40);
    const height = (await list.boundingBox())?.height ?? 0;
    expect(height).toBeGreaterThan(60 * 70);

    loadScripts();
    await open(page, board.page);
    expect(await cardOf(page, 'Long 2').getAttribute('aria-posinset')).toBe('2');
    expect(await cardOf(page, 'Long 2').getAttribute('aria-setsize')).toBe('60');
    await linkOf(page, 'Long 1').focus();
    for (const title of titles.slice(1, 32)) {
      await page.keyboard.press('ArrowDown');
      await focusOn(page, title);
    }
    expect(await drawn()).toBeLessThan(45);
    // Only the column has scrolled.
    expect(await page.getByRole('main').evaluate(({ scrollTop }) => scrollTop)).toBe(0);

    await list.hover();
    await page.mouse.wheel(0, 20_000);
    await holdOver(page, 'Long 60', 'Doing');
    await page.mouse.up();
    await linkOf(columnOf(page, 'Doing'), 'Long 60').waitFor();
    // The card moves back to the end, far from where the column was scrolled to.
    await list.hover();
    await page.mouse.wheel(0, -20_000);
    await cardOf(page, 'Long 3').waitFor();
    await linkOf(page, 'Long 60').focus();
    await page.keyboard.press('[');
    await linkOf(columnOf(page, 'Ready'), 'Long 60').and(page.locator('a:focus')).waitFor();
    await becomes(() => cardOf(page, 'Long 60').getAttribute('aria-posinset'), '60');
  },
);

scene('the line of state expands to all details, and stays open there after a reload', async () => {
  const page = await signedIn('member');
  await open(page, '/demo/PLAT');
  const line = page.getByRole('button', { name: /^(Tight|Saturated)/ });
  const details = page.getByRole('region', { name: 'State of the board' });
  expect(await details.count()).toBe(0);
  await line.press('Enter');
  await details.getByText('Review is full: 3 of 3.').waitFor();
  await details.getByText('Intake open').waitFor();
  await details.getByRole('button', { name: /^Aylin Mercan: \d of 3/ }).waitFor();
  expect(await faultsOf(page)).toEqual([]);

  await reopen(page);
  await details.waitFor();
  await line.press('Enter');
  await details.waitFor({ state: 'hidden' });
  await line.press('Enter');
  const other = await aBoard('STAT', [queue('Ready'), active('Doing', 1, { mode: 'warn' }), done('Done')]);
  await open(page, other.page);
  await page.getByRole('button', { name: /^Flowing/, expanded: false }).waitFor();
  // Above its limit three times.
  for (const title of ['One', 'Two', 'Three', 'Four']) await other.card(title, 'Doing');
  await line.press('Enter');
  await details.getByRole('link', { name: 'Who exceeded it, and why' }).waitFor();
});

/** How far down the highest card on the screen begins, in pixels. */
function firstCardTop(page: Page): Promise<number> {
  return page.locator('main [data-card]').evaluateAll((cards) => {
    const boxes = cards.map((card) => card.getBoundingClientRect());
    return Math.min(...boxes.filter(({ left }) => left < window.innerWidth).map(({ top }) => top));
  });
}
