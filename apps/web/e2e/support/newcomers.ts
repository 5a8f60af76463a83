import type { CreatedInvitation, Me, Role, Session } from '@weir/contract';
import { as, Caller } from './api.ts';
import { linkIn, mailWith } from './mailbox.ts';

export const newcomersPassword = 'a-good-password';

/**
 * Adds a member to the demo, or to another workspace of its owner, and returns their address: settings of the demo's own people
 * stay as other tests expect them.
 */
export async function aNewcomer(name: string, role: Role = 'viewer', workspace = 'demo'): Promise<string> {
  const owner = await as('owner');
  const { token } = await owner.post<CreatedInvitation>(`/v1/workspaces/${workspace}/invitations`, {
    role,
  });
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@people.test`;
  await owner.post<Me>('/v1/users', { email, name, password: newcomersPassword, invitation: token });
  return email;
}

/** Confirms their address by the link in their mail, and gives them a session. */
export async function confirmed(email: string): Promise<Caller> {
  const token = linkIn((await mailWith(email, '/email/confirm')).text, '/email/confirm').split('#')[1];
  const caller = await sessionOf(email);
  await caller.post('/v1/email-confirmations', { token });
  return caller;
}

/** A session of a newcomer. */
export async function sessionOf(email: string): Promise<Caller> {
  const owner = await as('owner');
  const { accessToken } = await owner.post<Session>('/v1/sessions', { email, password: newcomersPassword });
  return new Caller(accessToken);
}
