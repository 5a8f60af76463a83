import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

scene('a manager sees all boards, sorts them by blocked cards, and follows a change live', async () => {
  const board = await aBoard('OVRV', [queue('Ready'), active('Doing', 1), done('Done')]);
  const card = await board.card('Stuck soon', 'Doing');
  const page = await signedIn('manager');
  await open(page, '/demo');
  await page.getByRole('button', { name: 'Workspace Demo' }).click();
  await page.getByRole('menuitem', { name: 'Overview' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Team OVRV' });
  await row.getByText('1 of 1').waitFor();
  await row.getByText('1 full').waitFor();

  await page.getByRole('button', { name: 'Blocked' }).click();
  await page.waitForURL('**/demo/overview?sort=-blocked');
  await page
    .getByRole('columnheader', { name: 'Blocked' })
    .and(page.locator('[aria-sort="descending"]'))
    .waitFor();
  const member = await as('member');
  await member.put(`${board.path}/cards/${card.number}/block`, { reason: 'Waits for Legal' });
  await row.getByRole('link', { name: 'Team OVRV: 1 blocked card' }).click();
  await page.waitForURL('**/demo/OVRV?blocked=true');
  await page.goBack();
  await becomes(async () => new URL(page.url()).search, '?sort=-blocked');
});
