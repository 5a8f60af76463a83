import { as } from '../support/api.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

const columns = [
  { name: 'Ready', kind: 'queue' },
  { name: 'Doing', kind: 'active' },
  { name: 'Done', kind: 'done' },
];

scene('an owner renames a workspace, archives it after its boards, deletes and restores it', async () => {
  const owner = await as('owner');
  await owner.post('/v1/workspaces', { slug: 'closing', name: 'Closing soon' });
  await owner.post('/v1/workspaces/closing/boards', { key: 'LAST', name: 'The last board', columns });
  const page = await signedIn('owner');
  await open(page, '/closing/settings');
  await page.getByLabel('Name of the workspace').fill('Closed for winter');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: /Closed for winter/ }).waitFor();

  // A board that is not archived is in the way, and is linked.
  await page.getByText('One board is not archived yet').waitFor();
  await page.getByRole('link', { name: 'The last board' }).waitFor();
  await owner.send('PATCH', '/v1/workspaces/closing/boards/LAST', { archived: true });
  await open(page, '/closing/settings');
  await page.getByRole('button', { name: 'Archive Closed for winter' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'Archive workspace' }).click();

  await page.waitForURL(/\?all/);
  await page.getByRole('button', { name: 'Delete Closed for winter' }).click();
  await page.getByText('1 board with columns, limits, settings and history').waitFor();
  const submit = page.getByRole('button', { name: 'Delete in 30 days' });
  expect(await submit.isDisabled()).toBe(true);
  await page.getByLabel('Type the name of the workspace').fill('Closed for winter');
  await submit.click();
  await page.getByText('will be deleted on').waitFor();
  const restore = page.getByRole('button', { name: 'Restore Closed for winter' });
  await restore.click();
  await restore.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: 'Closed for winter' }).click();
  await page.getByRole('heading', { name: 'Boards', exact: true }).waitFor();
  await becomes(() => page.getByText('The last board').count(), 1);
});
