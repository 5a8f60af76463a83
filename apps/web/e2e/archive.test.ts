import { as } from './support/api.ts';
import { aBoard, active, done, queue } from './support/board.ts';
import { columnOf, linkOf, titlesIn } from './support/on-the-board.ts';
import { scene, signedIn, withBrowser } from './support/scene.ts';
import { becomes, open } from './support/until.ts';

withBrowser();

scene(
  'restoring a card to a full column shows which cards could make room, and another column takes it',
  async () => {
    const board = await aBoard('REST', [queue('Ready'), active('Doing', 1), active('Review'), done('Done')]);
    const old = await board.card('Put away', 'Doing');
    await (await as('manager')).put(`${board.path}/cards/${old.number}/archive`, undefined);
    await board.card('In its place', 'Doing');
    const page = await signedIn('member');
    await open(page, board.page);

    await page.getByRole('button', { name: 'Board menu' }).click();
    await page.getByRole('menuitem', { name: 'Archived cards' }).click();
    const archive = page.getByRole('dialog', { name: 'Archived cards' });
    await archive.getByRole('button', { name: 'Restore REST-1' }).click();
    await archive.getByText('Doing is full: 1 of 1.').waitFor();
    await archive.getByText('REST-1 stays archived. Make room first, or choose another column:').waitFor();
    await archive.getByRole('button', { name: 'REST-2 to Review' }).waitFor();
    await archive.getByRole('button', { name: 'Restore to Ready' }).click();
    await archive.getByText('There are no archived cards.').waitFor();
    await becomes(() => titlesIn(page, 'Ready'), ['Put away']);
  },
);

scene('removing a column shows where its archived cards move', async () => {
  const board = await aBoard('ALONG', [queue('Ready'), active('Doing'), active('Review'), done('Done')]);
  const old = await board.card('Put away', 'Review');
  await (await as('manager')).put(`${board.path}/cards/${old.number}/archive`, undefined);
  const page = await signedIn('manager');
  await open(page, `${board.page}/settings`);

  await page.getByRole('button', { name: 'Remove column Review' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Remove column Review?' });
  await dialog
    .getByText('It has 1 archived card. The archived card moves to the column that you choose.')
    .waitFor();
  await dialog.getByRole('button', { name: /Move its card to/ }).click();
  await page.getByRole('option', { name: 'Doing' }).click();
  await dialog.getByText('The archived card moves to Doing.').waitFor();
  await dialog.getByRole('button', { name: 'Move and remove' }).click();
  await dialog.waitFor({ state: 'hidden' });

  await open(page, board.page);
  await columnOf(page, 'Doing').waitFor();
  await page.getByRole('button', { name: 'Board menu' }).click();
  await page.getByRole('menuitem', { name: 'Archived cards' }).click();
  await page.getByRole('button', { name: 'Restore ALONG-1' }).click();
  await linkOf(columnOf(page, 'Doing'), 'Put away').waitFor();
});
