import { aBoard, active, done, queue } from '../support/board.ts';
import { cardOf, columnOf, focusOn, holdOver, linkOf, tabTo } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';
import { accepted, chooseReason, reasonDialog } from './taking-back.ts';

// Taking accepted work back asks what its requester should read. The requester sees each step of accepted work.

withBrowser();

scene('by keyboard, in a swap and in the archive accepted work needs a reason too', async () => {
  const board = await aBoard('WHYS', [queue('Ready', 1), active('Doing', 1), done('Done')]);
  const name = await accepted(board, 'A data export', 'Doing');
  const page = await signedIn('member');
  await open(page, board.page);
  const dialog = reasonDialog(page, name);

  await tabTo(page, 'A data export');
  await page.keyboard.press('[');
  await chooseReason(page, name, 'Other');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await dialog.getByLabel(`Message to ${name}`).fill('We found a bigger problem first.');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await linkOf(columnOf(page, 'Ready'), 'A data export').waitFor();
  await focusOn(page, 'A data export');

  await page.keyboard.press(']');
  await linkOf(columnOf(page, 'Doing'), 'A data export').waitFor();
  await becomes(async () => (await board.read()).columns.map(({ load }) => load), [0, 1, 0]);
  await board.card('Waits');
  await linkOf(columnOf(page, 'Ready'), 'Waits').waitFor();
  await holdOver(page, 'Waits', 'Doing');
  await page.mouse.up();
  await page.getByRole('button', { name: 'Swap with WHYS-1' }).click();
  await chooseReason(page, name, 'Too large');
  await dialog.getByRole('button', { name: 'Swap', exact: true }).click();
  await linkOf(columnOf(page, 'Ready'), 'A data export').waitFor();
  await linkOf(columnOf(page, 'Doing'), 'Waits').waitFor();

  await cardOf(page, 'A data export').getByRole('button', { name: 'Actions for WHYS-1' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await chooseReason(page, name, 'Doesn’t fit our goals');
  await dialog.getByRole('button', { name: 'Archive', exact: true }).click();
  await cardOf(page, 'A data export').waitFor({ state: 'detached' });
  await becomes(async () => (await board.read()).cards.map(({ title }) => title), ['Waits']);
});

scene('removing a column and archiving a board ask what the requesters of accepted work read', async () => {
  const board = await aBoard('LOSE', [queue('Ready'), active('Doing'), active('Review'), done('Done')]);
  const name = await accepted(board, 'A data export', 'Review');
  const page = await signedIn('manager');
  await open(page, `${board.page}/settings/columns`);
  const dialog = reasonDialog(page, name);

  await page.getByRole('button', { name: 'Remove column Review' }).click();
  const removing = page.getByRole('alertdialog', { name: 'Remove column Review?' });
  await removing.getByRole('button', { name: /Move its card to/ }).click();
  await page.getByRole('option', { name: 'Ready' }).click();
  await removing.getByRole('button', { name: 'Move and remove' }).click();
  await dialog.getByText('Goes back to the queue').waitFor();
  await chooseReason(page, name, 'Needs information');
  await dialog.getByRole('button', { name: 'Move and remove' }).click();
  await removing.waitFor({ state: 'hidden' });
  await becomes(async () => (await board.read()).columns.map(({ name }) => name), ['Ready', 'Doing', 'Done']);

  await open(page, `${board.page}/settings`);
  await page.getByRole('button', { name: 'Archive Team LOSE…' }).click();
  await page
    .getByRole('alertdialog', { name: 'Archive Team LOSE?' })
    .getByRole('button', { name: 'Archive', exact: true })
    .click();
  await dialog.getByText('Leaves the board').waitFor();
  await chooseReason(page, name, 'Doesn’t fit our goals');
  await dialog.getByRole('button', { name: 'Archive board' }).click();
  await page.getByRole('button', { name: 'Restore Team LOSE' }).waitFor();
});
