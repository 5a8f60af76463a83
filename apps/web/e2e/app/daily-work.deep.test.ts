import type { CardDetail } from '@weir/contract';
import type { Locator, Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { focusOn, linkOf, titlesIn } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, hasValue, open } from '../support/until.ts';

withBrowser();

const panelOf = (page: Page, ref: string) => page.getByRole('dialog', { name: `Card ${ref}` });
const searchIn = (page: Page) => page.getByRole('dialog', { name: 'Search' });

/** Puts a picture into the clipboard, as a screenshot tool does. */
async function copyPicture(page: Page): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(60, 40);
    canvas.getContext('2d')?.fillRect(0, 0, 60, 40);
    const picture = await canvas.convertToBlob({ type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
  });
}

/** Presses Tab until an element has the focus. */
async function tabUntil(page: Page, element: Locator): Promise<void> {
  await element.waitFor();
  for (let presses = 0; presses < 60; presses++) {
    if (await element.evaluate((each) => each === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${element}`);
}

const markdown = 'Before *the flood*:\n\n- drain the pond\n';
const isShown = (picture: Locator) => picture.evaluate((shown) => (shown as HTMLImageElement).naturalWidth);

scene('a day on a board of 300 cards, first with the mouse and then by keyboard alone', async () => {
  const board = await aBoard('DAYS', [queue('Ready'), active('Doing'), done('Done')]);
  const manager = await as('manager');
  const { user: me } = await manager.get<{ user: { id: string } }>('/v1/me');
  const titles = Array.from({ length: 298 }, (_, at) => `Inspect sluice ${at + 1}`);
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let title = titles.pop(); title; title = titles.pop()) await board.card(title);
    }),
  );
  const mine = [
    await board.card('Rebuild the northern fishladder', 'Ready', { assigneeIds: [me.id] }),
    await board.card('Repaint the southern footbridge', 'Ready', { assigneeIds: [me.id] }),
  ];
  for (const { number } of mine)
    await manager.post(`${board.path}/cards/${number}/checklist`, { items: [{ text: 'Order the timber' }] });
  const [byMouse, byKeys] = mine.map(({ ref }) => ref) as [string, string];
  const saved = (at: number) => manager.get<CardDetail>(`${board.path}/cards/${mine[at]?.number}`);
  const written = {
    description: expect.stringContaining('](attachment:') as unknown,
    checklist: { done: 1, total: 1 },
  };

  const page = await signedIn('manager');
  await open(page, board.page);
  await copyPicture(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Mira Mensah' }).click();
  await closeByEscape(page.getByRole('menu'));
  await becomes(
    () => titlesIn(page, 'Ready'),
    mine.map(({ title }) => title),
  );
  await linkOf(page, 'Rebuild the northern fishladder').click();
  let panel = panelOf(page, byMouse);
  await panel.getByRole('button', { name: 'Add a description' }).click();
  let text = panel.getByRole('textbox', { name: 'Description' });
  await text.fill(markdown);
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+v');
  await becomes(() => text.inputValue(), expect.stringMatching(/!\[.*\]\(attachment:\S+\)/));
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByRole('listitem').filter({ hasText: 'drain the pond' }).waitFor();
  await becomes(() => isShown(panel.getByRole('img').first()), 60);
  // Its tick is drawn over it.
  await panel.getByRole('checkbox', { name: 'Order the timber' }).click({ force: true });
  await panel.getByText('1/1').waitFor();
  const comment = panel.getByRole('textbox', { name: 'New comment' });
  await comment.pressSequentially('Ready when you are, @bao');
  await panel.getByRole('option', { name: 'Bao Brandt' }).click();
  await panel.getByRole('button', { name: 'Comment', exact: true }).click();
  await panel.getByText('Ready when you are, @Bao Brandt').waitFor();
  await panel.getByRole('button', { name: 'Close' }).click();
  await linkOf(page, 'Rebuild the northern fishladder').hover();
  await page.getByRole('button', { name: `Actions for ${byMouse}` }).click();
  await page.getByRole('menuitem', { name: /Move/ }).first().click();
  await page
    .getByRole('dialog', { name: `Move ${byMouse}` })
    .getByRole('button', { name: /^Doing/ })
    .click();
  await becomes(() => titlesIn(page, 'Doing'), ['Rebuild the northern fishladder']);
  await page.getByRole('button', { name: 'Board menu' }).click();
  await page.getByRole('menuitem', { name: 'Undo the last action' }).click();
  await becomes(() => titlesIn(page, 'Doing'), []);
  await page.getByRole('button', { name: 'Search (/)' }).click();
  await searchIn(page).getByRole('searchbox').fill('fishlader');
  await searchIn(page)
    .getByRole('option', { name: /northern fishladder/ })
    .click();
  await panel.waitFor();
  expect(await saved(0)).toMatchObject(written);

  // By keyboard alone, from a board that was just loaded.
  await open(page, board.page);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('searchbox').waitFor();
  await page.keyboard.type('only my cards');
  await page.getByRole('option', { name: 'Show only my cards' }).waitFor();
  await page.keyboard.press('Enter');
  await becomes(() => titlesIn(page, 'Ready'), mine.map(({ title }) => title).sort());
  await page.keyboard.press('ArrowDown');
  await focusOn(page, 'Rebuild the northern fishladder');
  await page.keyboard.press('ArrowDown');
  await focusOn(page, 'Repaint the southern footbridge');
  await page.keyboard.press('Enter');
  panel = panelOf(page, byKeys);
  await panel.getByRole('heading', { level: 2 }).waitFor();
  await page.keyboard.press('e');
  text = panel.getByRole('textbox', { name: 'Description' });
  await text.and(page.locator(':focus')).waitFor();
  await page.keyboard.insertText(markdown);
  await page.keyboard.press('Control+v');
  await becomes(() => text.inputValue(), expect.stringMatching(/!\[.*\]\(attachment:\S+\)/));
  await page.keyboard.press('Control+Enter');
  await becomes(() => isShown(panel.getByRole('img').first()), 60);
  await tabUntil(page, panel.getByRole('checkbox', { name: 'Order the timber' }));
  await page.keyboard.press('Space');
  await panel.getByText('1/1').waitFor();
  await tabUntil(page, panel.getByRole('textbox', { name: 'New comment' }));
  await page.keyboard.type('The paint is here, @bao');
  await panel.getByRole('option', { name: 'Bao Brandt' }).waitFor();
  await page.keyboard.press('Enter');
  await hasValue(panel.getByRole('textbox', { name: 'New comment' }), 'The paint is here, @Bao Brandt ');
  await page.keyboard.press('Control+Enter');
  await panel.getByText('The paint is here, @Bao Brandt').waitFor();
  await closeByEscape(panel);
  await focusOn(page, 'Repaint the southern footbridge');
  await page.keyboard.press(']');
  await becomes(() => titlesIn(page, 'Doing'), ['Repaint the southern footbridge']);
  await page.keyboard.press('Control+z');
  await becomes(() => titlesIn(page, 'Doing'), []);
  await page.keyboard.press('/');
  await searchIn(page).getByRole('searchbox').waitFor();
  await page.keyboard.type('footbirdge');
  await searchIn(page)
    .getByRole('option', { name: /southern footbridge/ })
    .waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await panel.waitFor();
  expect(await saved(1)).toMatchObject(written);
});
