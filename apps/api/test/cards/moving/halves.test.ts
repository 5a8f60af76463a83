import { expect, test } from '@jest/globals';
import { changesOf, problemSchemas } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { handsOf } from '../../support/hands.js';

const api = theApi();
const member = () => api.as('member');
const { create, move, bulk, cardsIn, orderIn, eventsSince } = handsOf(member);
const aSplitBoard = () =>
  aBoard(api).column('Dev', { split: true, limit: 2 }).column('Test', { limit: 2 }).make();
const halves = async (board: BoardUnderTest) =>
  (await board.read()).cards.map(({ number, half }) => [number, half]);

test('a card begins in the doing half, and both halves share one limit', async () => {
  const board = await aSplitBoard();
  const [one, two] = (await cardsIn(board, 'Ready', 2)) as [number, number];
  const made = await create(board, { columnId: board.id('Dev') });
  expect(made.body).toMatchObject({ half: 'doing' });
  expect((await move(board, one, { columnId: board.id('Dev'), half: 'done' })).body).toMatchObject({
    half: 'done',
  });
  expect(await halves(board)).toEqual([
    [two, null],
    [made.body.number, 'doing'],
    [one, 'done'],
  ]);
  expect((await board.column('Dev')).load).toBe(2);
  for (const half of ['doing', 'done', undefined]) {
    const refused = await move(board, two, { columnId: board.id('Dev'), half });
    expect(refused).toMatchObject({
      status: 409,
      body: { limits: [{ of: 'Dev', max: 2, load: 2, cards: [two] }] },
    });
  }
});

test('within a full column a card changes halves, keeps its half when it is only put elsewhere, and says so once', async () => {
  const board = await aSplitBoard();
  const [one, two] = (await cardsIn(board, 'Dev', 2)) as [number, number];
  const { seq } = await board.read();
  const columnId = board.id('Dev');
  expect((await move(board, one, { columnId, half: 'done' })).body).toMatchObject({
    half: 'done',
    version: 2,
  });
  expect((await move(board, one, { columnId, before: two })).body).toMatchObject({ half: 'done' });
  expect(await orderIn(board, 'Dev')).toEqual([one, two]);
  expect((await move(board, one, { columnId, half: 'done', before: two })).body).toMatchObject({
    half: 'done',
  });
  expect((await move(board, one, { columnId, half: 'doing', before: two })).body).toMatchObject({
    half: 'doing',
  });
  const events = await eventsSince(board, seq);
  expect(
    events.map((event) => changesOf(event)[0]).map((change) => [change?.from?.half, change?.to?.half]),
  ).toEqual(
    expect.arrayContaining([
      ['doing', 'done'],
      ['done', 'doing'],
    ]),
  );
});

test('only what is done is pulled onward: by a move, among several, or in a swap', async () => {
  const board = await aSplitBoard();
  const [one, two] = (await cardsIn(board, 'Dev', 2)) as [number, number];
  const [tested] = (await cardsIn(board, 'Test', 1)) as [number];
  await move(board, two, { columnId: board.id('Dev'), half: 'done' });
  const stood = await board.read();
  for (const refused of [
    await move(board, one, { columnId: board.id('Test') }),
    await move(board, one, { columnId: board.id('Done') }),
    await move(board, one, { swapWith: tested }),
    await move(board, tested, { swapWith: one }),
    await bulk(board, [
      { card: two, columnId: board.id('Test') },
      { card: one, columnId: board.id('Test') },
    ]),
  ]) {
    expect(refused.status).toBe(409);
    expect(problemSchemas['card-not-done'].parse(refused.body)).toMatchObject({
      code: 'card-not-done',
      card: one,
      columnId: board.id('Dev'),
    });
  }
  expect(await board.read()).toEqual(stood);
  expect((await move(board, two, { columnId: board.id('Test') })).body).toMatchObject({ half: null });
});

test('a swap exchanges the halves too', async () => {
  const board = await aSplitBoard();
  const [done] = (await cardsIn(board, 'Dev', 1)) as [number];
  const [tested] = (await cardsIn(board, 'Test', 1)) as [number];
  await move(board, done, { columnId: board.id('Dev'), half: 'done' });
  expect((await move(board, tested, { swapWith: done })).body).toMatchObject({
    half: 'done',
    columnId: board.id('Dev'),
  });
  expect(await halves(board)).toEqual([
    [tested, 'done'],
    [done, null],
  ]);
});

test('back, and put back, are free, and leave the half behind', async () => {
  const board = await aSplitBoard();
  const [one, two] = (await cardsIn(board, 'Dev', 2)) as [number, number];
  expect((await move(board, one, { columnId: board.id('Ready') })).body).toMatchObject({ half: null });
  await move(board, two, { columnId: board.id('Dev'), half: 'done' });
  const back = await member().put(`${board.path}/cards/${two}/back`, { reason: 'Later' });
  expect(back).toMatchObject({ status: 200, body: { half: null } });
  expect((await move(board, two, { columnId: board.id('Dev') })).body).toMatchObject({ half: 'doing' });
});

test('a half of a column that has none is named, and so is one that is none', async () => {
  const board = await aSplitBoard();
  const [one] = (await cardsIn(board, 'Ready', 1)) as [number];
  const { seq } = await board.read();
  for (const to of [
    { columnId: board.id('Test'), half: 'doing' },
    { columnId: board.id('Ready'), half: 'done' },
    { columnId: board.id('Dev'), half: 'left' },
    { swapWith: one, half: 'done' },
  ]) {
    const refused = await move(board, one, to);
    expect([refused.status, refused.body.errors?.map(({ path }) => path)]).toEqual([422, ['half']]);
  }
  expect((await board.read()).seq).toBe(seq);
});
