import type { Board, Me, OwnData, Request, Session } from '@weir/contract';
import { all } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { password } from '../support/people.js';
import type { Caller } from '../support/person.js';
import { refusalOf } from '../support/refusals.js';
import { found } from './erasing/found.js';

const api = theApi();
const { owner, manager, member, secondMember, requester, viewer, loner } = api.people;

const read = async (by: Caller) => (await by.get<OwnData>('/v1/me/data')).body;
const remove = (by: Caller, currentPassword: string | undefined = password) =>
  by.post('/v1/me/removal', { currentPassword });
const emailOf = async (by: Caller) => (await by.get<Me>('/v1/me')).body.user.email;

/** A board on which a person asked for two things, one of which was accepted, commented and has a card. */
async function workOf(person: Caller & { id: string }, mark: string) {
  const board = await aBoard().make();
  const cards = `${board.path}/cards`;
  const requests = `${board.path}/requests`;
  await person.post(requests, { title: `Accepted ${mark}`, description: `Described ${mark}` });
  await person.post(requests, { title: `Waiting ${mark}` });
  for (const metadata of [{ sprint: `Before ${mark}` }, { sprint: `Last ${mark}` }])
    await person.patch(`${requests}/1`, { externalId: metadata.sprint, metadata });
  await manager.put<Request>(`${requests}/1/answer`, { kind: 'accept' });
  const [card] = await board.cards('Ready', 1, { assigneeIds: [person.id] });
  await person.post(`${cards}/${card}/comments`, { text: `A comment ${mark}` });
  await manager.post(`${cards}/${card}/comments`, { text: 'Of somebody else xq9' });
  await person.post(`${requests}/2/messages`, { body: `A message ${mark}` });
  return { board, card: card as number };
}

test('a person reads what is kept about them, and nothing of others or secret', async () => {
  const { board } = await workOf(member, 'xq8');
  for (const person of [member, viewer])
    await manager.post('/v1/workspaces/demo/teams', { name: `Of ${person.id}`, memberIds: [person.id] });
  await member.post('/v1/me/two-factor/secret', { currentPassword: password });
  const data = await read(member);
  const place = `demo/${board.key}`;
  expect(data.account).toMatchObject({ id: member.id, email: await emailOf(member), hasPassword: true });
  expect(data.memberships).toEqual([expect.objectContaining({ workspace: 'demo', role: 'member' })]);
  expect(data.teams).toEqual([{ workspace: 'demo', name: `Of ${member.id}`, at: expect.any(String) }]);
  expect(data.requests).toEqual([
    expect.objectContaining({ board: place, number: 1, title: 'Accepted xq8', description: 'Described xq8' }),
    expect.objectContaining({ board: place, number: 2, title: 'Waiting xq8' }),
  ]);
  expect(data.comments).toEqual([expect.objectContaining({ board: place, body: 'A comment xq8' })]);
  expect(data.messages).toEqual([expect.objectContaining({ request: 2, body: 'A message xq8' })]);
  expect(data.cards).toEqual([expect.objectContaining({ board: place, assigned: true })]);
  expect(data.events).toEqual([expect.objectContaining({ board: place })]);
  const { rows } = await api.pool.query(
    `SELECT u.password_hash AS hash, encode(t.secret, 'hex') AS secret FROM users u JOIN totp_secrets t ON t.user_id = u.id`,
  );
  const text = JSON.stringify(data);
  for (const secret of [rows[0].hash, rows[0].secret, 'xq9', await emailOf(manager)])
    expect(text).not.toContain(secret);
  expect((await read(viewer)).comments).toEqual([]);
});

test('a person reads their data ten times an hour', async () => {
  const answers = await all(12, () => loner.get('/v1/me/data'));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(2);
});

test('deleting an account erases its person, ends their sessions, and leaves accepted work without them', async () => {
  const { board, card } = await workOf(secondMember, 'xq7');
  const email = await emailOf(secondMember);
  expect(refusalOf(await remove(secondMember, 'not this one'), 'errors')).toMatchObject({
    status: 422,
    errors: [{ path: 'currentPassword', code: 'passwordWrong' }],
  });
  expect(await found(api, [email])).not.toEqual([]);

  const many = await all(3, () => remove(secondMember));
  expect(many.filter(({ status }) => status === 204)).toHaveLength(1);
  expect((await secondMember.get('/v1/me')).status).toBe(401);
  expect((await api.nobody.post<Session>('/v1/sessions', { email, password })).status).toBe(401);
  expect(await found(api, [email, 'Waiting xq7', 'A message xq7', 'Before xq7'])).toEqual([]);
  const texts = await api.pool.query(
    `SELECT m.body FROM comments m JOIN boards b ON b.id = m.board_id WHERE b.key = $1 ORDER BY m.at`,
    [board.key],
  );
  expect(texts.rows).toEqual([{ body: '[erased]' }, { body: 'Of somebody else xq9' }]);
  // The team took it up: it stays as it is.
  const { cards } = (await manager.get<Board>(board.path)).body;
  expect(cards.map(({ title }) => title)).toContain('Accepted xq7');
  expect(cards.find(({ number }) => number === card)?.assignees).toEqual([]);
  const accepted = await manager.get<Request>(`${board.path}/requests/1`);
  expect(accepted.body).toMatchObject({ externalId: 'Last xq7', metadata: { sprint: 'Last xq7' } });
  const waiting = await manager.get<Request>(`${board.path}/requests/2`);
  expect(waiting.body.answer).toMatchObject({ kind: 'withdrawn' });
  // The address is free again.
  const again = await api.nobody.post<Me>('/v1/users', { email, name: 'New Here', password: 'long enough' });
  expect(again.status).toBe(201);
});

test('the last owner of a workspace cannot delete their account until somebody else is an owner', async () => {
  const refused = await remove(owner);
  expect(refusalOf(refused, 'detail')).toEqual({
    status: 409,
    code: 'last-owner',
    detail: expect.stringContaining('You are the only owner of'),
  });
  expect((await owner.get('/v1/me')).status).toBe(200);
  await owner.patch(`/v1/workspaces/demo/members/${manager.id}`, { role: 'owner' });
  expect((await remove(owner)).status).toBe(204);
  expect(refusalOf(await remove(manager))).toEqual({ status: 409, code: 'last-owner' });
});

test('of two last owners who delete their accounts at once, one stays', async () => {
  await manager.patch(`/v1/workspaces/demo/members/${member.id}`, { role: 'owner' });
  const both = await Promise.all([remove(manager), remove(member)]);
  expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
});

test('an address that nobody confirmed takes no guest and no invitation with it', async () => {
  const email = 'guest.xq10@people.test';
  await api.pool.query(
    `INSERT INTO guests (workspace_id, id, email, name, created_at)
     SELECT id, gen_random_uuid(), $1, 'Xq10 Guest', now() FROM workspaces WHERE slug = 'demo'`,
    [email],
  );
  await api.nobody.post('/v1/users', { email, name: 'Squatter', password: 'long enough' });
  const { body } = await api.nobody.post<Session>('/v1/sessions', { email, password: 'long enough' });
  const squatter = api.withToken(body.accessToken);
  await api.pool.query('UPDATE users SET email_verified_at = NULL WHERE email = $1', [email]);
  expect((await remove(squatter, 'long enough')).status).toBe(204);
  const { rows } = await api.pool.query('SELECT name FROM guests WHERE email = $1', [email]);
  expect(rows).toEqual([{ name: 'Xq10 Guest' }]);
});

test('an account without a password is deleted after a recent sign-in', async () => {
  await api.pool.query('UPDATE users SET password_hash = NULL WHERE id = $1', [requester.id]);
  api.clock.pass({ minutes: 11 });
  expect(refusalOf(await requester.post('/v1/me/removal', {}))).toEqual({
    status: 403,
    code: 'sign-in-too-old',
  });
  await api.pool.query('UPDATE sessions SET created_at = $2 WHERE user_id = $1', [
    requester.id,
    api.clock.now(),
  ]);
  expect((await requester.post('/v1/me/removal', {})).status).toBe(204);
});
