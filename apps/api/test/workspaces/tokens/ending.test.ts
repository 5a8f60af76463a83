import { expect, test } from '@jest/globals';
import type { CreatedApiToken } from '@weir/contract';
import { entriesOf } from '../../audit-log/entries.js';
import { anotherInstance } from '../../support/another-instance.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { EventListener } from '../../support/event-listener.js';
import { password } from '../../support/people.js';
import type { Caller } from '../../support/person.js';
import { refusalOf } from '../../support/refusals.js';
import { aToken, tokens, tokensOf } from './support.js';

const api = theApi();
const { owner, manager, member, secondMember, requester } = api.people;

async function statusAndDetail(caller: Caller): Promise<unknown[]> {
  const { status, body } = await caller.get<{ detail: string }>('/v1/workspaces/demo');
  return [status, body.detail];
}

test('a revoked token ends at once, on every instance, also its open streams and calls on their way', async () => {
  const board = await aBoard().column('Doing').make();
  const other = await anotherInstance(api, {});
  const { caller, id, token } = await aToken(api, member);
  const elsewhere = (path: string) =>
    fetch(other.origin + path, { headers: { authorization: `Bearer ${token}` } });
  expect((await elsewhere(board.path)).status).toBe(200);
  const stream = await EventListener.open(caller, board);

  let hasEnded = false;
  const late: number[] = [];
  const write = async () => {
    for (;;) {
      const isLate = hasEnded;
      const { status } = await caller.post(`${board.path}/cards`, { title: 'One' });
      if (isLate) late.push(status);
      if (status === 401) return;
    }
  };
  const writers = Array.from({ length: 8 }, write);
  await stream.until(({ received }) => received.length > 0);
  expect((await member.delete(`${tokens}/${id}`)).status).toBe(204);
  hasEnded = true;
  expect((await elsewhere(board.path)).status).toBe(401);
  const { seq } = await board.read();
  await Promise.all(writers);
  expect(late.filter((status) => status !== 401)).toEqual([]);
  expect((await caller.get(board.path)).status).toBe(401);
  await board.cards('Doing', 1);
  await stream.until(({ ended }) => ended);
  // What was written before the revocation, and nothing of after it.
  expect(Math.max(...stream.seqs)).toBeLessThanOrEqual(seq);
  await other.close();
});

test('a rotated token has two valid secrets until the overlap is over', async () => {
  const { caller: first, id } = await aToken(api, member);
  const rotate = async (body?: object) =>
    api.withToken((await member.post<CreatedApiToken>(`${tokens}/${id}/rotation`, body)).body.token);
  const second = await rotate();
  for (const each of [first, second]) expect((await each.get('/v1/me')).status).toBe(200);
  expect((await tokensOf(member)).find((token) => token.id === id)).toMatchObject({
    rotatedAt: expect.any(String),
    previousUntil: expect.any(String),
  });
  const third = await rotate({ overlapHours: 2 });
  expect(await statusAndDetail(first)).toEqual([401, expect.stringContaining('rotated')]);
  for (const each of [second, third]) expect((await each.get('/v1/me')).status).toBe(200);
  api.clock.pass({ hours: 3 });
  expect(await statusAndDetail(second)).toEqual([401, expect.stringContaining('rotated')]);
  const last = await rotate({ overlapHours: 0 });
  expect([(await third.get('/v1/me')).status, (await last.get('/v1/me')).status]).toEqual([401, 200]);
  expect((await member.post(`${tokens}/${id}/rotation`, { overlapHours: 169 })).status).toBe(422);
});

test('an expired token is refused, and a rotation with a later end makes it valid again', async () => {
  const expiresAt = new Date(api.clock.now().getTime() + 60_000).toISOString();
  const { caller, id } = await aToken(api, member, { expiresAt });
  expect((await caller.get('/v1/me')).status).toBe(200);
  api.clock.pass({ minutes: 2 });
  expect(await statusAndDetail(caller)).toEqual([401, 'The token expired.']);
  const rotation = `${tokens}/${id}/rotation`;
  expect(refusalOf(await member.post(rotation), 'errors')).toMatchObject({
    ...{ status: 422, errors: [{ path: 'expiresAt', code: 'mustBeAhead' }] },
  });
  const { body } = await member.post<CreatedApiToken>(rotation, { expiresAt: null });
  expect((await api.withToken(body.token).get('/v1/me')).status).toBe(200);
  // The old secret stays as dead as it was.
  expect((await caller.get('/v1/me')).status).toBe(401);
});

test('a person’s tokens end with their membership and do not come back with them', async () => {
  const { caller } = await aToken(api, secondMember);
  await owner.delete(`/v1/workspaces/demo/members/${secondMember.id}`);
  expect((await caller.get('/v1/me')).status).toBe(401);
  await api.pool.query('UPDATE memberships SET left_at = NULL WHERE user_id = $1', [secondMember.id]);
  expect((await secondMember.get('/v1/workspaces/demo')).status).toBe(200);
  expect(await statusAndDetail(caller)).toEqual([401, expect.stringContaining('revoked')]);
  expect(await tokensOf(secondMember)).toEqual([]);
});

test('a lowered role narrows a token at once, and a deleted account ends it', async () => {
  const board = await aBoard().make();
  const { caller } = await aToken(api, requester);
  await owner.patch(`/v1/workspaces/demo/members/${requester.id}`, { role: 'member' });
  expect((await caller.post(`${board.path}/cards`, { title: 'One' })).status).toBe(201);
  await owner.patch(`/v1/workspaces/demo/members/${requester.id}`, { role: 'requester' });
  expect((await caller.post(`${board.path}/cards`, { title: 'One' })).status).toBe(403);
  expect((await requester.post('/v1/me/removal', { currentPassword: password })).status).toBe(204);
  expect((await caller.get('/v1/me')).status).toBe(401);
});

test('nobody has a token of a workspace that they leave at the same moment', async () => {
  const person = await api.addRequester('Racer');
  const [left, ...made] = await Promise.all([
    person.delete(`/v1/workspaces/demo/members/${person.id}`),
    ...Array.from({ length: 8 }, () =>
      person.post<CreatedApiToken>(tokens, { name: 'One', scopes: ['read'] }),
    ),
  ]);
  expect(left.status).toBe(204);
  for (const { status, body } of made)
    if (status === 201) expect((await api.withToken(body.token).get('/v1/me')).status).toBe(401);
    else expect([401, 404]).toContain(status);
});

test('the audit log has who made, rotated and revoked which token, and no secret', async () => {
  const { id, scopes, token } = await aToken(api, manager, { name: 'Private name' });
  await manager.post(`${tokens}/${id}/rotation`);
  await manager.delete(`${tokens}/${id}`);
  const entries = (await entriesOf(owner, '/v1/workspaces/demo', '&type=token')).slice(0, 3);
  const change = { token: id, user: manager.id, scopes };
  expect(entries.map(({ event }) => event)).toMatchObject(
    ['token.revoked', 'token.rotated', 'token.created'].map((type) => ({
      ...{ type, actor: { id: manager.id }, person: { id: manager.id }, change },
    })),
  );
  expect(JSON.stringify(entries)).not.toContain(token.slice(5, 20));
  expect(JSON.stringify(entries)).not.toContain('Private name');
});
