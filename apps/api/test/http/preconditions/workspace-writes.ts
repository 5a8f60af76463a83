import type { CreatedInvitation, Member, Team } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { aPng } from '../../cards/attachments/samples.js';
import { api, W, type Writes } from './calls.js';

const { owner, manager, member, secondMember, viewer, loner } = api.people;

const anInvitation = async () =>
  (await owner.post<CreatedInvitation>('/v1/workspaces/demo/invitations', { role: 'viewer' })).body;

/** The path of a team with this member. */
async function aTeam(): Promise<string> {
  const teams = '/v1/workspaces/demo/teams';
  const team = { name: `Team ${uuid()}`, memberIds: [member.id] };
  return `${teams}/${(await manager.post<Team>(teams, team)).body.id}`;
}

/** No message is sent there. */
async function aWebhook(): Promise<string> {
  const webhooks = '/v1/workspaces/demo/webhooks';
  const webhook = { name: 'Chat', url: 'https://hooks.invalid/none' };
  return `${webhooks}/${(await manager.post<{ id: string }>(webhooks, webhook)).body.id}`;
}

async function aServiceAccount(): Promise<string> {
  const accounts = '/v1/workspaces/demo/service-accounts';
  const { body } = await owner.post<Member>(accounts, { name: 'Build bot', role: 'member' });
  return `${accounts}/${body.id}`;
}

/** The writes outside of boards, each of which compares a version of its own. */
export const workspaceWrites: Writes = {
  [`PATCH ${W}/members/{user}`]: () => ({
    path: `/v1/workspaces/demo/members/${viewer.id}`,
    body: { role: 'requester' },
  }),
  [`DELETE ${W}/members/{user}`]: () => ({ path: `/v1/workspaces/demo/members/${secondMember.id}` }),
  [`PATCH ${W}/service-accounts/{account}`]: async () => ({
    path: await aServiceAccount(),
    body: { name: 'Other' },
  }),
  [`DELETE ${W}/service-accounts/{account}`]: async () => ({ path: await aServiceAccount() }),
  [`PATCH ${W}/teams/{team}`]: async () => ({ path: await aTeam(), body: { name: 'Other' } }),
  [`DELETE ${W}/teams/{team}`]: async () => ({ path: await aTeam() }),
  [`PATCH ${W}/webhooks/{webhook}`]: async () => ({ path: await aWebhook(), body: { name: 'Other' } }),
  [`DELETE ${W}/webhooks/{webhook}`]: async () => ({ path: await aWebhook() }),
  [`PUT ${W}/teams/{team}/members/{user}`]: async () => ({ path: `${await aTeam()}/members/${viewer.id}` }),
  [`DELETE ${W}/teams/{team}/members/{user}`]: async () => ({
    path: `${await aTeam()}/members/${member.id}`,
  }),
  [`DELETE ${W}/invitations/{invitation}`]: async () => ({
    path: `/v1/workspaces/demo/invitations/${(await anInvitation()).id}`,
  }),
  'POST /v1/invitations/{token}/acceptance': async () => ({
    path: `/v1/invitations/${(await anInvitation()).token}/acceptance`,
    by: loner,
  }),
  'PUT /v1/me/avatar': () => ({
    path: '/v1/me/avatar',
    body: Buffer.from(aPng(4, 4)),
    headers: { 'content-type': 'application/octet-stream' },
  }),
  'DELETE /v1/me/avatar': () => ({ path: '/v1/me/avatar' }),
  'PATCH /v1/me': () => ({ path: '/v1/me', body: { name: 'Olga O.' } }),
};
