import { expect, test } from '@jest/globals';
import type { SavedView, SavedViewList } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { all, boardIdsOf, type Isolation, SqlCrowd } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Caller } from '../support/person.js';
import { refusalOf } from '../support/refusals.js';

const api = theApi();
const { manager, member, viewer, secondMember } = api.people;

const save = (by: Caller, { path }: BoardUnderTest, body: object) =>
  by.post<SavedView>(`${path}/views`, body);
const namesOf = async (by: Caller, { path }: BoardUnderTest) =>
  (await by.get<SavedViewList>(`${path}/views`)).body.items.map(({ name }) => name);
const notAllowed = { status: 403, code: 'not-allowed' };

test('everybody who reads the board saves views of their own, and nobody else sees or changes them', async () => {
  const board = await aBoard().make();
  const { seq } = await board.read();
  const query = 'view=list&sort=due&who=nobody&text=b%C3%BCro+1';
  const saved = await save(viewer, board, { name: 'Late first', query });
  expect(saved).toMatchObject({ status: 201, body: { name: 'Late first', query, shared: false } });
  const path = `${board.path}/views/${saved.body.id}`;
  expect((await viewer.get<SavedViewList>(`${board.path}/views`)).body.items).toEqual([saved.body]);
  for (const other of [manager, member]) {
    expect(await namesOf(other, board)).toEqual([]);
    expect(refusalOf(await other.patch(path, { name: 'Mine' }))).toEqual({ status: 404, code: 'not-found' });
    expect(refusalOf(await other.delete(path))).toEqual({ status: 404, code: 'not-found' });
  }
  expect(await viewer.patch(path, { name: 'Renamed' })).toMatchObject({ status: 200, body: { query } });
  expect(await viewer.patch(path, { query: '' })).toMatchObject({ status: 200, body: { name: 'Renamed' } });
  // Another board has others.
  const next = await aBoard().make();
  expect(refusalOf(await viewer.patch(path.replace(board.key, next.key), { name: 'Mine' }))).toEqual({
    status: 404,
    code: 'not-found',
  });
  expect((await viewer.delete(path)).status).toBe(204);
  expect(await namesOf(viewer, board)).toEqual([]);
  expect((await board.read()).seq).toBe(seq);
});

test('only managers share a view, and change or remove a shared one', async () => {
  const board = await aBoard().make();
  expect(refusalOf(await save(member, board, { name: 'Ours', query: '', shared: true }))).toEqual(notAllowed);
  expect(refusalOf(await save(member, board, { name: 7, query: '', shared: true }))).toEqual(notAllowed);
  const { body } = await save(manager, board, { name: 'Ours', query: 'due=late', shared: true });
  const path = `${board.path}/views/${body.id}`;
  await save(viewer, board, { name: 'Alone', query: '' });
  expect(await namesOf(viewer, board)).toEqual(['Alone', 'Ours']);
  expect(refusalOf(await member.patch(path, { name: 'Mine' }))).toEqual(notAllowed);
  expect(refusalOf(await viewer.patch(path, { name: 7, colour: 'red' }))).toEqual(notAllowed);
  expect(refusalOf(await viewer.delete(path))).toEqual(notAllowed);
  expect(await api.people.owner.patch(path, { name: 'All of us' })).toMatchObject({ status: 200 });
  expect(await namesOf(member, board)).toEqual(['All of us']);
  expect((await manager.delete(path)).status).toBe(204);
});

test('a name is taken among the views of one person, and among the shared ones, whatever the case', async () => {
  const board = await aBoard().make();
  const taken = {
    status: 409,
    body: { code: 'name-taken', errors: [{ path: 'name', code: 'viewNameTaken' }] },
  };
  await save(manager, board, { name: 'Late', query: '' });
  const other = await save(manager, board, { name: 'Other', query: '' });
  expect(await save(manager, board, { name: 'LATE', query: '' })).toMatchObject(taken);
  expect(await manager.patch(`${board.path}/views/${other.body.id}`, { name: 'late' })).toMatchObject(taken);
  expect(await save(manager, board, { name: 'Late', query: '', shared: true })).toMatchObject({
    status: 201,
  });
  expect(await save(member, board, { name: 'Late', query: '' })).toMatchObject({ status: 201 });
  const answers = await all(8, (n) =>
    save(secondMember, board, { name: n % 2 ? 'Race' : 'RACE', query: '' }),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
});

test('refuses what is no query of a board’s page, wrong names, and views of an archived board', async () => {
  const board = await aBoard().make();
  const long = `text=${'x'.repeat(4000)}`;
  for (const query of ['?view=list', 'card=3', 'view=list&', 'text=a b', 'text=a#b', '//other.test', long, 7])
    expect(refusalOf(await save(member, board, { name: 'Late', query }))).toEqual({
      status: 422,
      code: 'invalid-input',
    });
  for (const name of ['', ' ', 'x'.repeat(61), 'two\nlines', 5])
    expect(refusalOf(await save(member, board, { name, query: '' }))).toMatchObject({ status: 422 });
  const { body } = await save(member, board, { name: 'Late', query: '' });
  await manager.patch(board.path, { archived: true });
  const archived = { status: 409, code: 'board-archived' };
  expect(refusalOf(await save(member, board, { name: 'More', query: '' }))).toEqual(archived);
  expect(refusalOf(await member.delete(`${board.path}/views/${body.id}`))).toEqual(archived);
  expect(await namesOf(member, board)).toEqual(['Late']);
});

test('of 16 at once exactly one takes a person’s last place, and the shared ones have places of their own', async () => {
  const board = await aBoard().make();
  await all(29, (n) => save(member, board, { name: `No. ${n}`, query: '' }));
  const answers = await all(16, (n) => save(member, board, { name: `Last ${n}`, query: '' }));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const [refused] = answers.filter(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({ code: 'cap-reached', cap: 'savedViews', max: 30 });
  expect(await namesOf(member, board)).toHaveLength(30);
  expect(await save(manager, board, { name: 'Ours', query: '', shared: true })).toMatchObject({
    status: 201,
  });
  expect(await save(viewer, board, { name: 'Mine', query: '' })).toMatchObject({ status: 201 });
});

const isolations: Isolation[] = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];
test.each(isolations)('plain SQL at %s keeps the cap on saved views and their names', async (isolation) => {
  const crowd = new SqlCrowd(api, isolation, 8);
  const { workspaceId, boardId } = await boardIdsOf(api, await aBoard().make());
  const insert = (userId: string | null, name: string) =>
    crowd.write(
      'SELECT count(*) FROM saved_views',
      `INSERT INTO saved_views (workspace_id, board_id, id, user_id, name, query, created_at)
       VALUES ($1, $2, $3, $4, $5, '', now())`,
      [workspaceId, boardId, uuid(), userId, name],
    );
  for (const userId of [member.id, null]) {
    await all(29, (n) => insert(userId, `No. ${n}`));
    const last = await all(8, (n) => insert(userId, `Last ${n}`));
    expect(last.filter((outcome) => outcome === 'done')).toHaveLength(1);
  }
  const twice = await Promise.allSettled([insert(viewer.id, 'Late'), insert(viewer.id, 'lATE')]);
  expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  // Nor does a view become another person's.
  const moved = crowd.query('UPDATE saved_views SET user_id = $2 WHERE board_id = $1 AND user_id IS NULL', [
    boardId,
    viewer.id,
  ]);
  await expect(moved).rejects.toMatchObject({ message: expect.stringContaining('keeps its person') });
  await crowd.close();
});
