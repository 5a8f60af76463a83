import type { CreatedInvitation } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../../support/api.ts';
import { linkIn, mailTo } from '../../support/mailbox.ts';

export const invitations = '/v1/workspaces/demo/invitations';
export const goodPassword = 'a boat on the river';

export async function invite(email?: string): Promise<CreatedInvitation> {
  const owner = await as('owner');
  return owner.post<CreatedInvitation>(invitations, { role: 'viewer', ...(email && { email }) });
}

/** The link of an invitation in the `nth` mail to the address. */
export const mailedLink = async (email: string, nth = 1): Promise<string> =>
  linkIn((await mailTo(email, nth)).text, '/invitations/[^#]+');

export async function fillSignUp(page: Page, email: string): Promise<void> {
  await page.getByLabel('Your name').fill('Hal Hart');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(goodPassword);
}

export const join = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Sign up and join' }).click();

/** Resolves once the person sees the boards of the workspace. */
export const hasJoined = (page: Page): Promise<void> =>
  page.getByRole('heading', { name: 'Boards', exact: true }).waitFor();
