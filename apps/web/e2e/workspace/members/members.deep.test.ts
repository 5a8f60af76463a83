import type { CreatedInvitation } from '@weir/contract';
import { as } from '../../support/api.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { open } from '../../support/until.ts';

withBrowser();

scene('an invitation says that its reader is a member already, and links to the workspace', async () => {
  const owner = await as('owner');
  const invitation = { role: 'manager' };
  const { token } = await owner.post<CreatedInvitation>('/v1/workspaces/demo/invitations', invitation);
  const page = await signedIn('viewer');
  await open(page, `/invitations/${token}`);
  await page.getByRole('heading', { name: 'You are already in Demo' }).waitFor();
  await page.getByText('Your role is viewer').waitFor();
  await page.getByRole('link', { name: 'Go to Demo' }).click();
  await page.getByRole('heading', { name: 'Boards', exact: true }).waitFor();
});
