import type { Page } from 'playwright-core';
import { aBoard, active, type BoardUnderTest, done, queue } from '../support/board.ts';
import { loadingOnDemand } from '../support/intercepting.ts';
import { cardOf, columnOf, focusOn, holdAt, holdOver, tabTo, titlesIn } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, neverIdle, open, reopen } from '../support/until.ts';

withBrowser();

scene('fills a column, refuses one more card, says why, and swaps on request', async () => {
  const board = await aBoard('FILL', [
    queue('Ready', 4),
    active('Doing', 2),
    active('Review', 1),
    done('Done'),
  ]);
  for (const title of ['Alpha', 'Beta', 'Gamma']) await board.card(title);
  const page = await signedIn('member');
  await open(page, board.page);
  const doing = columnOf(page, 'Doing');
  // Dragged before the code for it has loaded, and dropped before it or after.
  await dragEarly(board, 'Alpha', async ({ mouse }, load) => {
    await mouse.up();
    load();
  });
  await doing.getByRole('link', { name: 'Alpha', exact: true }).waitFor();
  await dragEarly(board, 'Beta', async (quick, load) => {
    load();
    await columnOf(quick, 'Doing').getByText('Has room').waitFor();
    await quick.mouse.up();
  });
  await doing.getByRole('link', { name: 'Beta', exact: true }).waitFor();
  await doing.getByText('Full', { exact: true }).waitFor();

  // It shows the effect before the drop, and no insertion line, as the card can’t land there.
  await holdAt(page, 'Gamma', cardOf(page, 'Alpha'));
  await doing.getByText('Doing is full: 2 of 2.').waitFor();
  expect(await page.locator('[data-edge]').count()).toBe(0);
  await page.mouse.up();
  const refusal = doing.getByRole('group', { name: 'FILL-3 can’t move to Doing' });
  await refusal.getByText('FILL-3 stays in Ready.').waitFor();
  await becomes(() => titlesIn(page, 'Doing'), ['Alpha', 'Beta']);
  await becomes(() => titlesIn(page, 'Ready'), ['Gamma']);

  await refusal.getByRole('button', { name: 'Swap with FILL-1' }).click();
  await refusal.waitFor({ state: 'hidden' });
  await doing.getByRole('link', { name: 'Gamma', exact: true }).waitFor();
  await columnOf(page, 'Ready').getByRole('link', { name: 'Alpha', exact: true }).waitFor();

  await reopen(page);
  await becomes(() => titlesIn(page, 'Doing'), ['Gamma', 'Beta']);
  await becomes(() => titlesIn(page, 'Ready'), ['Alpha']);
});

/** Drags a card over Doing on a page that loads no more code until `load` is called. */
async function dragEarly(
  board: BoardUnderTest,
  title: string,
  end: (page: Page, load: () => void) => Promise<void>,
): Promise<void> {
  const page = await signedIn('member');
  await neverIdle(page);
  await open(page, board.page);
  const load = await loadingOnDemand(page);
  await cardOf(page, title).hover();
  await page.mouse.down();
  const target = await columnOf(page, 'Doing').getByRole('heading').first().boundingBox();
  await page.mouse.move((target?.x ?? 0) + 20, (target?.y ?? 0) + 10, { steps: 4 });
  await end(page, load);
  await columnOf(page, 'Doing').getByRole('link', { name: title, exact: true }).waitFor();
}

scene('a refused card can enter after a card in its way has moved on', async () => {
  const board = await aBoard('WAYS', [queue('Ready'), active('Doing', 1), active('Review', 2), done('Done')]);
  const first = await board.card('First');
  await board.move(first, 'Doing');
  await board.card('Second');
  const page = await signedIn('member');
  await open(page, board.page);
  const doing = columnOf(page, 'Doing');

  await holdOver(page, 'Second', 'Doing');
  await page.mouse.up();
  const refusal = doing.getByRole('group', { name: 'WAYS-2 can’t move to Doing' });
  await refusal.getByRole('button', { name: 'WAYS-1 to Review' }).click();
  const room = doing.getByRole('group', { name: 'Room in Doing' });
  await room.getByText('There is room now.').waitFor();
  await room.getByRole('button', { name: 'Move WAYS-2 to Doing' }).click();
  await doing.getByRole('link', { name: 'Second' }).waitFor();
  await columnOf(page, 'Review').getByRole('link', { name: 'First' }).waitFor();
});

scene('the keyboard alone moves a card, orders it, shows a refusal and reaches the options', async () => {
  const board = await aBoard('KEYS', [queue('Ready'), active('Doing', 2), done('Done')]);
  for (const title of ['One', 'Two', 'Three']) await board.card(title);
  const page = await signedIn('member');
  await open(page, board.page);

  await tabTo(page, 'One');
  await page.keyboard.press(']');
  await columnOf(page, 'Doing').getByRole('link', { name: 'One' }).waitFor();
  await focusOn(page, 'One');
  await page.keyboard.press('ArrowLeft');
  await focusOn(page, 'Two');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('ArrowUp');
  await focusOn(page, 'Three');
  await becomes(() => titlesIn(page, 'Ready'), ['Three', 'Two']);

  await page.keyboard.press('m');
  const choices = page.getByRole('dialog', { name: 'Move KEYS-3' });
  await choices.getByRole('button', { name: 'Doing: 1 free, 1 of 2' }).press('Enter');
  await columnOf(page, 'Doing').getByRole('link', { name: 'Three' }).waitFor();

  await focusOn(page, 'Three');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press(']');
  const refusal = columnOf(page, 'Doing').getByRole('group', { name: 'KEYS-2 can’t move to Doing' });
  await refusal.waitFor();
  // The refusal has the focus: the next Tab leads to the options, Escape back to the card.
  await closeByEscape(refusal);
  await focusOn(page, 'Two');

  await reopen(page);
  await becomes(() => titlesIn(page, 'Doing'), ['One', 'Three']);
  await becomes(() => titlesIn(page, 'Ready'), ['Two']);
});
