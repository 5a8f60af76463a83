import { readFileSync } from 'node:fs';
import type { OwnData } from '@weir/contract';
import { as } from '../../support/api.ts';
import { aNewcomer, newcomersPassword } from '../../support/newcomers.ts';
import { aStranger, scene, signedIn, withBrowser } from '../../support/scene.ts';
import { signInByForm } from '../../support/signing-in.ts';
import { open } from '../../support/until.ts';

withBrowser();

scene('a person downloads their data and deletes their account', async () => {
  // Its own workspace, so that no other test adds a board to it while the account is deleted.
  const owner = await as('owner');
  await owner.post('/v1/workspaces', { slug: 'leaving', name: 'Leaving' });
  const email = await aNewcomer('Dele Data', 'viewer', 'leaving');
  const page = await aStranger();
  await signInByForm(page, email, newcomersPassword);
  await page.waitForURL('/leaving');
  await open(page, '/leaving/account');
  await page.getByRole('link', { name: 'Your data' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download your data' }).click();
  const file = await (await download).path();
  const data = JSON.parse(readFileSync(file, 'utf8')) as OwnData;
  expect(data.account).toMatchObject({ email, name: 'Dele Data' });
  expect(data.memberships).toEqual([expect.objectContaining({ workspace: 'leaving', role: 'viewer' })]);

  await page.getByRole('button', { name: 'Delete your account…' }).click();
  await page.getByLabel('Current password').fill('not this one');
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('This isn’t your current password.').waitFor();
  await page.getByLabel('Current password').fill(newcomersPassword);
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('heading', { name: 'Your account was deleted' }).waitFor();
  const again = await aStranger();
  await signInByForm(again, email, newcomersPassword);
  await again.getByText('Wrong email or password').waitFor();
  await owner.put('/v1/workspaces/leaving/archive');
});

scene(
  'the last owner of a workspace sees where another owner is missing, and can archive it instead',
  async () => {
    const page = await signedIn('owner');
    await open(page, '/demo/account/data');
    await page.getByRole('button', { name: 'Delete your account…' }).click();
    await page.getByLabel('Current password').fill('demo-demo');
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('You are the only owner of').waitFor();
    await page.getByRole('link', { name: 'archive the workspace' }).click();
    await page.getByRole('heading', { name: 'Archive the workspace' }).waitFor();
  },
);
