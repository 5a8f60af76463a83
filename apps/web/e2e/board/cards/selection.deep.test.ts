import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { cardOf } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, closeByEscape, open, pressItem } from '../../support/until.ts';

withBrowser();

scene('nothing is undone to a card that was deleted for good', async () => {
  const board = await aBoard('ERAS', [queue('Ready'), active('Doing'), done('Done')]);
  await board.card('In its place');
  const page = await signedIn('manager');
  await open(page, board.page);
  const archiveHere = async (title: string, ref: string) => {
    await cardOf(page, title)
      .getByRole('button', { name: `Actions for ${ref}` })
      .press('Enter');
    await pressItem(page.getByRole('menuitem', { name: 'Archive' }));
    await page.getByText(`${ref} “${title}” is archived.`).waitFor();
  };
  await archiveHere('In its place', 'ERAS-1');
  await page.getByRole('button', { name: 'Board menu' }).click();
  await page.getByRole('menuitem', { name: 'Archived cards' }).click();
  await page.getByRole('button', { name: 'Delete ERAS-1' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('There are no archived cards.').waitFor();
  // The focus stays in the dialog, so Escape closes it.
  const archive = page.getByRole('dialog', { name: 'Archived cards' });
  await becomes(() => archive.evaluate((dialog) => dialog.contains(document.activeElement)), true);
  await closeByEscape(archive);
  expect(await page.getByText('ERAS-1 “In its place” is archived.').count()).toBe(0);
  await page.keyboard.press('Control+z');
  await page.getByText('There is nothing to undo.').waitFor();
  await board.card('Deleted elsewhere', 'Ready');
  await archiveHere('Deleted elsewhere', 'ERAS-2');
  await (await as('owner')).delete(`${board.path}/cards/2`);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('ERAS-2 has been deleted for good. Nothing was undone.').waitFor();
});
