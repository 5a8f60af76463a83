import type { CreatedInvitation, NewInvitation } from '@weir/contract';
import type { BrowserContext } from 'playwright-core';

/** An invitation that anyone can use, one for an address, and one that was revoked. */
export async function someInvitations({ request }: BrowserContext, web: string) {
  const path = '/api/weir/v1/workspaces/demo/invitations';
  const invite = async (invitation: NewInvitation): Promise<CreatedInvitation> =>
    (await request.post(path, { data: invitation, headers: { origin: web } })).json();
  const anyone = await invite({ role: 'member' });
  const bound = await invite({ role: 'requester', email: 'someone@people.test' });
  const revoked = await invite({ role: 'member' });
  await request.delete(`${path}/${revoked.id}`, { headers: { origin: web } });
  return { anyone, bound, revoked };
}
