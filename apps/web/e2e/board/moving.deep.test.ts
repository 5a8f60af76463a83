import { aBoard, active, done, queue } from '../support/board.ts';
import { tabTo, titlesIn } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

scene('a card skips columns only if nothing else makes room, and only on request', async () => {
  const board = await aBoard('PAST', [queue('Ready', 1), active('Doing'), active('Review'), done('Done')]);
  await board.limit({ columns: ['Doing', 'Review'], max: 1 });
  await board.card('In the queue');
  const first = await board.card('First', 'Doing');
  const page = await signedIn('member');
  await open(page, board.page);

  await tabTo(page, 'In the queue');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New card' });
  await dialog.getByRole('button', { name: /Column/ }).click();
  await page.getByRole('option', { name: /Doing/ }).click();
  await dialog.getByText('Doing + Review has 1 of 1.').waitFor();
  const onward = dialog.getByRole('button', { name: `${first.ref} to Done, skipping Review` });
  await onward.click();
  const asked = page.getByRole('alertdialog', { name: `Move ${first.ref} to Done, skipping Review?` });
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await becomes(async () => (await board.read()).cards.map(({ deliveredAt }) => deliveredAt), [null, null]);
  await onward.click();
  await asked.getByRole('button', { name: 'Move to Done' }).click();
  await dialog.getByText('Doing + Review has 1 of 1.').waitFor({ state: 'hidden' });
  await becomes(() => titlesIn(page, 'Done'), ['First']);
});
