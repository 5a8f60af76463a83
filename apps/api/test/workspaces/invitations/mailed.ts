import { expect } from '@jest/globals';
import type { CreatedInvitation } from '@weir/contract';
import type { Caller } from '../../support/person.js';
import type { Received } from '../../support/servers/mailbox.js';

export const invitations = '/v1/workspaces/demo/invitations';

export async function invite(owner: Caller, email?: string): Promise<CreatedInvitation> {
  const made = await owner.post<CreatedInvitation>(invitations, { role: 'member', ...(email && { email }) });
  expect(made.status).toBe(201);
  return made.body;
}

/** The token and the proof of the link in a mail. */
export function linkIn({ mail }: Received): { token: string; proof: string } {
  const [, token = '', proof = ''] =
    mail.text?.match(/https:\/\/weir\.test\/invitations\/(\S+)#proof=(\S+)/) ?? [];
  return { token, proof };
}

/** Asks for another mail, as somebody with the link can. */
export const mailAgain = (by: Caller, token: string) => by.post(`/v1/invitations/${token}/mails`);
