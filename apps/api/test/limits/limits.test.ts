import { expect, test } from '@jest/globals';
import type { Limit, LimitList } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Refused } from '../support/person.js';

const api = theApi();
const { manager, member } = api.people;
type LimitAnswer = Limit & Refused;
const setMax = (board: BoardUnderTest, { id }: { id: string }, max: unknown) =>
  manager.patch<LimitAnswer>(`${board.path}/limits/${id}`, { max });

test('refuses a third card into Doing and says what can be done', async () => {
  const board = await aBoard().column('Doing', { limit: 2 }).make();
  const [one, two] = await board.cards('Doing', 2);
  const { seq, limits } = await board.read();
  const third = await member.createCard(board, { column: 'Doing' });
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

test('counts expedite cards in their class limit and not in the column’s', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  await member.createCard(board, { column: 'Doing' });
  expect((await member.createCard(board, { column: 'Doing', classOfService: 'expedite' })).status).toBe(201);
  expect((await board.column('Doing')).load).toBe(1);
  const second = await member.createCard(board, { column: 'Doing', classOfService: 'expedite' });
  expect(second.body.limits).toMatchObject([{ scope: 'classOfService', of: 'Expedite', max: 1, load: 1 }]);
  // In a queue column no limit counts it yet.
  const waiting = await member.createCard(board, { column: 'Ready', classOfService: 'expedite' });
  expect(waiting.status).toBe(201);
  expect((await member.moveCard(board, waiting.body.number, { column: 'Doing' })).status).toBe(409);
  expect((await member.moveCard(board, waiting.body.number, { column: 'Done' })).status).toBe(200);
});

test('refuses a change of class into a full limit', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  await member.createCard(board, { column: 'Doing' });
  const { number } = (await member.createCard(board, { column: 'Doing', classOfService: 'expedite' })).body;
  const reclass = (classOfService: string) => member.patchCard(board, number, { classOfService });
  expect((await reclass('standard')).body.limits).toMatchObject([{ of: 'Doing', max: 1, load: 1 }]);
  const [column] = (await board.read()).limits;
  await setMax(board, column!, 2);
  expect((await reclass('standard')).status).toBe(200);
  expect((await board.column('Doing')).load).toBe(2);
});

test('names every limit that a change would break', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  const newLimit = { scope: 'classOfService', classOfService: 'intangible', max: 1 };
  const added = await manager.post<LimitAnswer>(`${board.path}/limits`, newLimit);
  expect(added).toMatchObject({ status: 201, body: { ...newLimit, mode: 'block', load: 0 } });
  await member.createCard(board, { column: 'Doing', classOfService: 'intangible' });
  const refused = await member.createCard(board, { column: 'Doing', classOfService: 'intangible' });
  expect(refused.body.limits.map(({ of }) => of).sort()).toEqual(['Doing', 'Intangible']);
});

test('a limit lowered below its load keeps every card and refuses new ones', async () => {
  const board = await aBoard().column('Doing', { limit: 4 }).make();
  const numbers = await board.cards('Doing', 4);
  const [limit] = (await board.read()).limits;
  expect((await setMax(board, limit!, 2)).body).toMatchObject({ max: 2, load: 4 });
  const doing = await board.column('Doing');
  expect(doing).toMatchObject({ load: 4, limit: { id: limit!.id, max: 2 } });

  const reordered = await member.moveCard(board, numbers[3], {
    columnId: doing.id,
    before: numbers[0],
  });
  expect(reordered.status).toBe(200);
  for (const left of [3, 2]) {
    expect((await member.createCard(board, { column: 'Doing' })).status).toBe(409);
    expect((await member.moveCard(board, numbers[left]!, { column: 'Done' })).status).toBe(200);
  }
  const full = await member.createCard(board, { column: 'Doing' });
  expect(full.body.limits).toMatchObject([{ max: 2, load: 2 }]);
  await member.moveCard(board, numbers[0]!, { column: 'Ready' });
  expect((await member.createCard(board, { column: 'Doing' })).status).toBe(201);
});

test('a limit of 0 closes a column', async () => {
  const board = await aBoard().column('Doing', { limit: 0 }).make();
  const refused = await member.createCard(board, { column: 'Doing' });
  expect(refused.body).toMatchObject({
    code: 'wip-limit-reached',
    limits: [{ max: 0, load: 0 }],
    options: [],
  });
});

test('a removed limit accepts every card; a column and the list of limits show the same limit', async () => {
  const board = await aBoard().column('Doing', { limit: 0 }).make();
  const doing = await board.column('Doing');
  const list = async () => (await manager.get<LimitList>(`${board.path}/limits`)).body.items;
  expect((await list()).map(({ id }) => id)).toContain(doing.limit!.id);
  expect((await manager.delete(`${board.path}/limits/${doing.limit!.id}`)).status).toBe(204);
  expect((await board.column('Doing')).limit).toBeNull();
  expect((await member.createCard(board, { column: 'Doing' })).status).toBe(201);
  await manager.patch(`${board.path}/columns/${doing.id}`, { limit: { max: 5 } });
  expect(await list()).toContainEqual(
    expect.objectContaining({ scope: 'column', columnId: doing.id, max: 5, load: 1 }),
  );
  await manager.patch(`${board.path}/columns/${doing.id}`, { limit: null });
  expect((await list()).map(({ scope }) => scope)).toEqual(['classOfService']);
});

test('refuses a second limit on a column, and a limit on another board’s column', async () => {
  const board = await aBoard().column('Doing', { limit: 2 }).make();
  const elsewhere = await aBoard().make();
  const { seq } = await board.read();
  const add = async (limit: object) => {
    const answer = await manager.post<LimitAnswer>(`${board.path}/limits`, { max: 1, ...limit });
    return [answer.status, answer.body.errors?.map(({ path }) => path)];
  };
  expect(await add({ scope: 'column', columnId: board.id('Doing') })).toEqual([409, ['columnId']]);
  expect(await add({ scope: 'classOfService', classOfService: 'expedite' })).toEqual([
    409,
    ['classOfService'],
  ]);
  expect(await add({ scope: 'column', columnId: elsewhere.id('Ready') })).toEqual([422, ['columnId']]);
  expect((await board.read()).seq).toBe(seq);
});

test('records each change of a limit as one event with the old values', async () => {
  const board = await aBoard().column('Doing', { limit: 2 }).make();
  const [limit] = (await board.read()).limits;
  const { seq } = await board.read();
  await setMax(board, limit!, 3);
  await setMax(board, limit!, 3);
  await manager.delete(`${board.path}/limits/${limit!.id}`);
  const events = await board.events(seq);
  expect(events.map(({ seq, type, changes }) => ({ seq, type, changes }))).toEqual([
    {
      seq: seq + 1,
      type: 'limit.changed',
      changes: [{ limit: limit!.id, from: { max: 2 }, to: { max: 3 } }],
    },
    { seq: seq + 2, type: 'limit.removed', changes: [expect.objectContaining({ limit: limit!.id })] },
  ]);
});
