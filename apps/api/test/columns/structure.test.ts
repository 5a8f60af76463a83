import { expect, test } from '@jest/globals';
import type { Column, ProblemOf } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { manager, member } = api.people;
type ColumnAnswer = Column & Pick<ProblemOf<'invalid-input'>, 'errors'>;

test('adds, moves, renames and removes a column among its kind', async () => {
  const board = await aBoard().make();
  const path = `${board.path}/columns`;
  const names = async () => (await board.read()).columns.map(({ name }) => name);
  const review = await manager.post<ColumnAnswer>(path, {
    name: 'Review',
    kind: 'active',
    limit: { max: 2 },
  });
  expect(review).toMatchObject({
    status: 201,
    body: { name: 'Review', load: 0, limit: { max: 2, mode: 'block' } },
  });
  expect(await names()).toEqual(['Ready', 'Doing', 'Review', 'Done']);
  await manager.post(path, { name: 'Ideas', kind: 'queue', before: board.id('Ready') });
  expect(await names()).toEqual(['Ideas', 'Ready', 'Doing', 'Review', 'Done']);
  await manager.patch(`${path}/${review.body.id}`, { name: 'Check', before: board.id('Doing') });
  expect(await names()).toEqual(['Ideas', 'Ready', 'Check', 'Doing', 'Done']);

  const { seq } = await board.read();
  for (const [answer, at] of [
    [
      await manager.post<ColumnAnswer>(path, { name: 'x', kind: 'done', before: board.id('Ready') }),
      'before',
    ],
    [await manager.patch<ColumnAnswer>(`${path}/${review.body.id}`, { after: board.id('Done') }), 'after'],
    [await manager.patch<ColumnAnswer>(`${path}/${review.body.id}`, { after: review.body.id }), 'after'],
  ] as const) {
    expect([answer.status, answer.body.errors.map((error) => error.path)]).toEqual([422, [at]]);
  }
  await member.createCard(board, { column: 'Doing' });
  await member.archive(board, 1);
  expect(await manager.delete(`${path}/${board.id('Doing')}`)).toMatchObject({
    status: 409,
    body: { code: 'column-not-empty', cards: 1 },
  });
  expect((await board.read()).seq).toBe(seq + 2);
  expect((await manager.delete(`${path}/${review.body.id}`)).status).toBe(204);
  expect((await manager.delete(`${path}/${review.body.id}`)).status).toBe(404);
  const after = await board.read();
  expect(after.limits.map(({ scope }) => scope)).toEqual(['classOfService']);
  expect((await board.events(seq + 2)).map(({ type }) => type)).toEqual(['column.removed']);
});

test('removes a swimlane and keeps its cards', async () => {
  const board = await aBoard().make();
  const path = `${board.path}/swimlanes`;
  const one = (await manager.post<{ id: string }>(path, { name: 'One' })).body.id;
  const two = (await manager.post<{ id: string }>(path, { name: 'Two', before: one })).body.id;
  expect((await board.read()).swimlanes.map(({ id }) => id)).toEqual([two, one]);
  await manager.patch(`${path}/${two}`, { after: one, name: 'Second' });
  expect((await board.read()).swimlanes.map(({ name }) => name)).toEqual(['One', 'Second']);
  await member.createCard(board, { column: 'Ready', swimlaneId: two });
  const { seq } = await board.read();
  expect((await manager.delete(`${path}/${two}?cardsTo=none`)).status).toBe(204);
  expect(await board.read()).toMatchObject({
    seq: seq + 1,
    swimlanes: [{ id: one }],
    cards: [{ swimlaneId: null }],
  });
});

test('refuses a second column or swimlane with the same name in any case', async () => {
  const board = await aBoard().column('Doing').make();
  const columns = `${board.path}/columns`;
  const lanes = `${board.path}/swimlanes`;
  const add = (name: string) => manager.post<ColumnAnswer>(columns, { name, kind: 'active' });
  const review = (await add('Review')).body.id;
  const web = (await manager.post<{ id: string }>(lanes, { name: 'Web' })).body.id;
  await manager.post(lanes, { name: 'Mobile' });
  const before = await board.read();
  for (const [answer, words] of [
    [await add(' doing '), 'columnNameTaken'],
    [await manager.patch<ColumnAnswer>(`${columns}/${review}`, { name: 'READY' }), 'columnNameTaken'],
    [await manager.post<ColumnAnswer>(lanes, { name: 'web' }), 'swimlaneNameTaken'],
    [await manager.patch<ColumnAnswer>(`${lanes}/${web}`, { name: 'MOBILE' }), 'swimlaneNameTaken'],
  ] as const) {
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'name-taken', errors: [{ path: 'name', code: words }] },
    });
  }
  expect(await board.read()).toEqual(before);
  const body = { key: 'TWICE', name: 'Twice', columns: [] as object[] };
  for (const [name, kind] of [
    ['Ready', 'queue'],
    ['Doing', 'active'],
    ['doing', 'active'],
    ['Done', 'done'],
  ])
    body.columns.push({ name, kind });
  expect(await manager.post<ColumnAnswer>('/v1/workspaces/demo/boards', body)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'columns.2.name', code: 'columnNameTaken' }] },
  });

  expect((await manager.patch(`${columns}/${review}`, { name: 'review' })).status).toBe(200);
  expect((await manager.patch(`${lanes}/${web}`, { name: 'WEB' })).status).toBe(200);
  const at = await Promise.all(Array.from({ length: 8 }, () => add('Test')));
  expect(at.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  const laid = await Promise.all(Array.from({ length: 8 }, () => manager.post(lanes, { name: 'Data' })));
  expect(laid.filter(({ status }) => status === 201)).toHaveLength(1);
});
