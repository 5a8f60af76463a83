import type { Locator } from 'playwright-core';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { linkOf } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, open } from '../../support/until.ts';
import { paste } from './paste.ts';

withBrowser();

scene(
  'the field for the next card and its notices stay in view when the column fills the screen',
  async () => {
    const lanes = await aBoard('BRIM', [queue('Ready'), active('Doing'), done('Done')]);
    await lanes.lane('Payments');
    const long = await aBoard('FOLD', [queue('Ready'), active('Doing'), done('Done')]);
    for (let at = 1; at <= 11; at++)
      await Promise.all([long.card(`Card ${at}`, 'Ready'), lanes.card(`Card ${at}`, 'Ready')]);
    const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
    for (const [board, options] of [
      [long, {}],
      [long, phone],
      [lanes, {}],
    ] as const) {
      const page = await signedIn('member', options);
      await open(page, board.page);
      await page
        .getByRole('button', { name: /^Add a card to Ready/ })
        .last()
        .press('Enter');
      const field = page.getByRole('textbox', { name: /^New card in Ready/ });
      for (const title of ['One more', 'And another', 'And a third']) {
        await field.fill(title);
        // Typing would scroll to it.
        await field.press('Enter');
        await linkOf(page, title).last().waitFor();
        await becomes(() => shownOf(field), 1);
      }
      await paste(field, '- One\n- Two\n- Three\n- Four\n- Five\n');
      await becomes(() => shownOf(page.getByRole('button', { name: 'Make 5 cards' })), 1);
      await becomes(() => shownOf(field), 1);
      await page.close();
    }
  },
);

/** How much of an element is on the screen, from 0 to 1. Playwright would scroll to it to press it. */
const shownOf = (element: Locator): Promise<number> =>
  element.evaluate(
    (shown) =>
      new Promise<number>((answer) => {
        const sight = new IntersectionObserver(([entry]) => {
          sight.disconnect();
          answer(entry?.intersectionRatio ?? 0);
        });
        sight.observe(shown);
      }),
  );
