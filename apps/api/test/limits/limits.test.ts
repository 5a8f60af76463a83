import { expect, test } from '@jest/globals';
import type { Limit, LimitList } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { handsOf, type Refused } from '../support/hands.js';

const api = theApi();
type Told = Limit & Refused;
const manager = () => api.as('manager');
const { createIn, cardsIn, move, eventsSince } = handsOf(() => api.as('member'));
const setMax = (board: BoardUnderTest, { id }: { id: string }, max: unknown) =>
  manager().patch<Told>(`${board.path}/limits/${id}`, { max });

test('refuses a third card into Doing, and says what could be done', async () => {
  const board = await aBoard(api).column('Doing', { limit: 2 }).make();
  const [one, two] = await cardsIn(board, 'Doing', 2);
  const { seq, limits } = await board.read();
  const third = await createIn(board, 'Doing');
  expect(third).toMatchObject({
    status: 409,
    body: {
      code: 'wip-limit-reached',
      limits: [{ id: limits[0]!.id, scope: 'column', of: 'Doing', max: 2, mode: 'block', load: 2 }],
    },
  });
  expect(third.body.options.map(({ kind, card }) => [kind, card.number])).toEqual(
    expect.arrayContaining([
      ['finish', one],
      ['finish', two],
    ]),
  );
  expect(third.body.detail).toMatch('Doing');
  expect((await board.read()).seq).toBe(seq);
});

test('expedite cards pass a column’s limit, and their own class has one', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).make();
  await createIn(board, 'Doing');
  expect((await createIn(board, 'Doing', { classOfService: 'expedite' })).status).toBe(201);
  expect((await board.column('Doing')).load).toBe(1);
  const second = await createIn(board, 'Doing', { classOfService: 'expedite' });
  expect(second.body.limits).toMatchObject([{ scope: 'classOfService', of: 'Expedite', max: 1, load: 1 }]);
  // In the queue it counts nowhere yet.
  const waiting = await createIn(board, 'Ready', { classOfService: 'expedite' });
  expect(waiting.status).toBe(201);
  expect((await move(board, waiting.body.number, { columnId: board.id('Doing') })).status).toBe(409);
  expect((await move(board, waiting.body.number, { columnId: board.id('Done') })).status).toBe(200);
});

test('a change of class enters the limits that it counts in from then on', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).make();
  await createIn(board, 'Doing');
  const { number } = (await createIn(board, 'Doing', { classOfService: 'expedite' })).body;
  const reclass = (classOfService: string) =>
    api.as('member').patch<Told>(`${board.path}/cards/${number}`, { classOfService });
  expect((await reclass('standard')).body.limits).toMatchObject([{ of: 'Doing', max: 1, load: 1 }]);
  const [column] = (await board.read()).limits;
  await setMax(board, column!, 2);
  expect((await reclass('standard')).status).toBe(200);
  expect((await board.column('Doing')).load).toBe(2);
});

test('all the limits that a change would break are named', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).make();
  const wish = { scope: 'classOfService', classOfService: 'intangible', max: 1 };
  const added = await manager().post<Told>(`${board.path}/limits`, wish);
  expect(added).toMatchObject({ status: 201, body: { ...wish, mode: 'block', load: 0 } });
  await createIn(board, 'Doing', { classOfService: 'intangible' });
  const refused = await createIn(board, 'Doing', { classOfService: 'intangible' });
  expect(refused.body.limits.map(({ of }) => of).sort()).toEqual(['Doing', 'Intangible']);
});

test('lowered below its load a limit throws nothing out; leaving and reordering go on, nothing enters', async () => {
  const board = await aBoard(api).column('Doing', { limit: 4 }).make();
  const numbers = await cardsIn(board, 'Doing', 4);
  const [limit] = (await board.read()).limits;
  expect((await setMax(board, limit!, 2)).body).toMatchObject({ max: 2, load: 4 });
  const doing = await board.column('Doing');
  expect(doing).toMatchObject({ load: 4, limit: { id: limit!.id, max: 2 } });

  const reordered = await api.as('member').put(`${board.path}/cards/${numbers[3]}/position`, {
    columnId: doing.id,
    before: numbers[0],
  });
  expect(reordered.status).toBe(200);
  for (const left of [3, 2]) {
    expect((await createIn(board, 'Doing')).status).toBe(409);
    expect((await move(board, numbers[left]!, { columnId: board.id('Done') })).status).toBe(200);
  }
  const full = await createIn(board, 'Doing');
  expect(full.body.limits).toMatchObject([{ max: 2, load: 2 }]);
  await move(board, numbers[0]!, { columnId: board.id('Ready') });
  expect((await createIn(board, 'Doing')).status).toBe(201);
});

test('a limit of 0 closes a place', async () => {
  const board = await aBoard(api).column('Doing', { limit: 0 }).make();
  const refused = await createIn(board, 'Doing');
  expect(refused.body).toMatchObject({
    code: 'wip-limit-reached',
    limits: [{ max: 0, load: 0 }],
    options: [],
  });
});

test('a limit taken away lets everything in; the column’s limit and the list’s are one', async () => {
  const board = await aBoard(api).column('Doing', { limit: 0 }).make();
  const doing = await board.column('Doing');
  const list = async () => (await manager().get<LimitList>(`${board.path}/limits`)).body.items;
  expect((await list()).map(({ id }) => id)).toContain(doing.limit!.id);
  expect((await manager().delete(`${board.path}/limits/${doing.limit!.id}`)).status).toBe(204);
  expect((await board.column('Doing')).limit).toBeNull();
  expect((await createIn(board, 'Doing')).status).toBe(201);
  await manager().patch(`${board.path}/columns/${doing.id}`, { limit: { max: 5 } });
  expect(await list()).toContainEqual(
    expect.objectContaining({ scope: 'column', columnId: doing.id, max: 5, load: 1 }),
  );
  await manager().patch(`${board.path}/columns/${doing.id}`, { limit: null });
  expect((await list()).map(({ scope }) => scope)).toEqual(['classOfService']);
});

test('a place has one limit; a second is refused, and so is one of another board’s column', async () => {
  const board = await aBoard(api).column('Doing', { limit: 2 }).make();
  const elsewhere = await aBoard(api).make();
  const { seq } = await board.read();
  const add = async (limit: object) => {
    const answer = await manager().post<Told>(`${board.path}/limits`, { max: 1, ...limit });
    return [answer.status, answer.body.errors?.map(({ path }) => path)];
  };
  expect(await add({ scope: 'column', columnId: board.id('Doing') })).toEqual([422, ['columnId']]);
  expect(await add({ scope: 'classOfService', classOfService: 'expedite' })).toEqual([
    422,
    ['classOfService'],
  ]);
  expect(await add({ scope: 'column', columnId: elsewhere.id('Ready') })).toEqual([422, ['columnId']]);
  expect((await board.read()).seq).toBe(seq);
});

test('each change of a limit is one event with what it was; the same maximum again is none', async () => {
  const board = await aBoard(api).column('Doing', { limit: 2 }).make();
  const [limit] = (await board.read()).limits;
  const { seq } = await board.read();
  await setMax(board, limit!, 3);
  await setMax(board, limit!, 3);
  await manager().delete(`${board.path}/limits/${limit!.id}`);
  const events = await eventsSince(board, seq);
  expect(events.map(({ seq, type, changes }) => ({ seq, type, changes }))).toEqual([
    {
      seq: seq + 1,
      type: 'limit.changed',
      changes: [{ limit: limit!.id, from: { max: 2 }, to: { max: 3 } }],
    },
    { seq: seq + 2, type: 'limit.removed', changes: [expect.objectContaining({ limit: limit!.id })] },
  ]);
});
