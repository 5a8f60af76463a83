import type { Team, TeamList } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { eventsOf } from '../audit-log/entries.js';
import { all } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { refusalOf } from '../support/refusals.js';

const api = theApi({}, { perTest: true });
const { owner, manager, member, secondMember, requester, viewer, loner } = api.people;
const demo = '/v1/workspaces/demo';
const teams = `${demo}/teams`;

const create = (name: string, ...memberIds: string[]) => manager.post<Team>(teams, { name, memberIds });
const made = async (name: string, ...memberIds: string[]) => (await create(name, ...memberIds)).body;
const listed = async () => (await viewer.get<TeamList>(teams)).body.items;
const idsOf = (team: Team | undefined) => team?.members.map(({ id }) => id).toSorted();

test('a manager creates, renames, fills, empties and deletes a team, and everybody who can read members sees it', async () => {
  const created = await create('Platform', member.id, requester.id);
  expect(created).toMatchObject({ status: 201, body: { name: 'Platform' } });
  const path = `${teams}/${created.body.id}`;
  expect(idsOf(created.body)).toEqual([member.id, requester.id].toSorted());
  expect(await listed()).toEqual([created.body]);
  const renamed = await owner.patch<Team>(path, { name: 'Platform & tools' });
  expect(renamed.body).toEqual({
    ...created.body,
    name: 'Platform & tools',
    version: created.body.version + 1,
  });
  const added = await manager.put<Team>(`${path}/members/${viewer.id}`);
  expect(added.body.version).toBeGreaterThan(renamed.body.version);
  expect(idsOf(added.body)).toContain(viewer.id);
  expect(await manager.put<Team>(`${path}/members/${viewer.id}`)).toMatchObject({
    status: 200,
    body: added.body,
  });
  const removed = await manager.delete<Team>(`${path}/members/${member.id}`);
  expect(removed.body.version).toBeGreaterThan(added.body.version);
  expect(idsOf(removed.body)).toEqual([requester.id, viewer.id].toSorted());
  const absent = { status: 404, code: 'not-found' };
  expect(refusalOf(await manager.delete(`${path}/members/${member.id}`))).toEqual(absent);
  expect(refusalOf(await manager.put(`${path}/members/${loner.id}`))).toEqual(absent);
  expect((await viewer.get<Team>(path)).body).toEqual(removed.body);
  expect((await manager.delete(path)).status).toBe(204);
  expect(await listed()).toEqual([]);
  expect(refusalOf(await manager.patch(path, { name: 'Gone' }))).toEqual(absent);
});

test('the list of teams comes in pages, and a member can be in several', async () => {
  for (const name of ['One', 'Two', 'Three']) await made(name, member.id);
  const first = (await member.get<TeamList>(`${teams}?size=2`)).body;
  const rest = (await member.get<TeamList>(`${teams}?size=2&cursor=${first.nextCursor}`)).body;
  expect([...first.items, ...rest.items].map(({ name, members }) => [name, members[0]?.id])).toEqual(
    ['One', 'Two', 'Three'].map((name) => [name, member.id]),
  );
  expect(rest.nextCursor).toBeNull();
});

test('only one of 8 teams with the same name in any case is created; a team can change the case of its name', async () => {
  const answers = await all(8, (n) => create(n % 2 ? 'Büro' : 'BÜRO'));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  const taken = { code: 'name-taken', errors: [{ path: 'name', code: 'teamNameTaken' }] };
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject(taken);
  const other = await made('Other');
  expect(await manager.patch(`${teams}/${other.id}`, { name: 'büro' })).toMatchObject({
    status: 409,
    body: taken,
  });
  expect(await manager.patch(`${teams}/${other.id}`, { name: 'OTHER' })).toMatchObject({ status: 200 });
  // Names are unique within a workspace only.
  await loner.post('/v1/workspaces', { slug: 'apart', name: 'Apart' });
  expect(await loner.post('/v1/workspaces/apart/teams', { name: 'Büro' })).toMatchObject({ status: 201 });
});

test('refuses wrong names, duplicate people, and people who are not in the workspace', async () => {
  for (const name of ['', ' ', '\u2800', 'x'.repeat(61), 'two\nlines', 7, undefined])
    expect(refusalOf(await manager.post(teams, { name }))).toMatchObject({ status: 422 });
  expect(await create('x'.repeat(60))).toMatchObject({ status: 201 });
  expect(refusalOf(await create('Twice', member.id, member.id))).toMatchObject({ status: 422 });
  expect(await create('Strangers', member.id, loner.id, uuid())).toMatchObject({
    status: 422,
    body: {
      errors: [
        { path: 'memberIds.1', code: 'absent' },
        { path: 'memberIds.2', code: 'absent' },
      ],
    },
  });
  await owner.delete(`${demo}/members/${secondMember.id}`);
  expect(refusalOf(await create('Left', secondMember.id))).toMatchObject({ status: 422 });
});

test('creating a team again with the same key returns the first one', async () => {
  const key = { 'idempotency-key': 'once' };
  const [first, again] = [
    await manager.post<Team>(teams, { name: 'Once', memberIds: [member.id] }, key),
    await manager.post<Team>(teams, { name: 'Once', memberIds: [member.id] }, key),
  ];
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(await listed()).toHaveLength(1);
});

test('people who leave the workspace are removed from its teams, also while they are added to one', async () => {
  const team = await made('Platform', member.id, viewer.id);
  const others = await all(4, (n) => made(`Team ${n}`));
  const [left, ...added] = await Promise.all([
    owner.delete(`${demo}/members/${member.id}`),
    ...others.map(({ id }) => manager.put(`${teams}/${id}/members/${member.id}`)),
  ]);
  expect(left.status).toBe(204);
  for (const { status } of added) expect([200, 404]).toContain(status);
  const after = await listed();
  expect(after.flatMap(({ members }) => members.map(({ id }) => id))).toEqual([viewer.id]);
  expect(after.find(({ id }) => id === team.id)?.version).toBeGreaterThan(team.version);
});

test('only one of 8 people added at once takes the last place in a team', async () => {
  const ids = await all(8, async () => {
    const id = uuid();
    await api.pool.query(
      `INSERT INTO users (id, email, name, created_at) VALUES ($1, $2, 'One more', now())`,
      [id, `${id}@people.test`],
    );
    await api.pool.query(
      `INSERT INTO memberships (workspace_id, user_id, role, joined_at) SELECT id, $1, 'member', now() FROM workspaces WHERE slug = 'demo'`,
      [id],
    );
    return id;
  });
  const team = await made('Platform', member.id);
  await api.pool.query(`UPDATE workspaces SET caps = '{"teamMembers": 2}' WHERE slug = 'demo'`);
  const answers = await all(8, (n) => manager.put<Team>(`${teams}/${team.id}/members/${ids[n]}`));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({ code: 'cap-reached', cap: 'teamMembers', max: 2 });
  expect((await listed())[0]?.members).toHaveLength(2);
  expect(await create('Too many', ...ids)).toMatchObject({ status: 409, body: { cap: 'teamMembers' } });
});

test('the audit log has every change to teams with its actor', async () => {
  const team = await made('Platform', member.id);
  const path = `${teams}/${team.id}`;
  await manager.patch(path, { name: 'Tools' });
  await manager.put(`${path}/members/${viewer.id}`);
  await manager.delete(`${path}/members/${viewer.id}`);
  await owner.delete(path);
  const [ann, ola, bao, vik] = [manager, owner, member, viewer].map(({ id }) =>
    expect.objectContaining({ id }),
  );
  const [old, name] = [{ name: 'Platform' }, { name: 'Tools' }];
  const of = { team: team.id };
  expect((await eventsOf(owner, demo, '&type=team')).toReversed()).toEqual([
    ['team.created', ann, null, { ...of, to: old }],
    ['team.memberAdded', ann, bao, { ...of, ...old, user: member.id }],
    ['team.renamed', ann, null, { ...of, from: old, to: name }],
    ['team.memberAdded', ann, vik, { ...of, ...name, user: viewer.id }],
    ['team.memberRemoved', ann, vik, { ...of, ...name, user: viewer.id }],
    ['team.memberRemoved', ola, bao, { ...of, ...name, user: member.id }],
    ['team.deleted', ola, null, { ...of, from: name }],
  ]);
});
