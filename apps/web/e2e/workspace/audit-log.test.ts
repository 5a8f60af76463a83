import { readFileSync } from 'node:fs';
import { as } from '../support/api.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

const columns = [
  { name: 'Ready', kind: 'queue' },
  { name: 'Doing', kind: 'active' },
  { name: 'Done', kind: 'done' },
];

scene('an owner finds in the audit log what changed, filters it by address, and downloads it', async () => {
  const owner = await as('owner');
  await owner.post('/v1/workspaces', { slug: 'audited', name: 'Audited' });
  await owner.post('/v1/workspaces/audited/boards', { key: 'AUDIT', name: 'Seen by all', columns });
  await owner.send('PATCH', '/v1/workspaces/audited', { name: 'Well audited' });
  const page = await signedIn('owner');
  await open(page, '/audited/settings');
  await page.getByRole('link', { name: 'Open the audit log' }).click();
  const renamed = page.getByText('renamed the workspace from “Audited” to “Well audited”.');
  await renamed.waitFor();
  await page.getByText('created the board Seen by all.').waitFor();

  await page.getByRole('button', { name: /About/ }).click();
  await page.getByRole('option', { name: 'Boards', exact: true }).click();
  await page.waitForURL(/type=board/);
  await renamed.waitFor({ state: 'hidden' });
  await page.reload();
  await page.getByText('created the board Seen by all.').waitFor();
  expect(await renamed.count()).toBe(0);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  const rows = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(rows).toHaveLength(2);
  expect(rows[1]).toContain('AUDIT,1,board.created');

  await page.getByLabel('Until').fill('2020-01-01');
  await page.getByText('No entry matches').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await renamed.waitFor();
});
