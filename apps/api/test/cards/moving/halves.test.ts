import { expect, test } from '@jest/globals';
import { problemSchemas } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

const api = theApi();
const { member } = api.people;
const aSplitBoard = () =>
  aBoard().column('Dev', { split: true, limit: 2 }).column('Test', { limit: 2 }).make();
const halves = async (board: BoardUnderTest) =>
  (await board.read()).cards.map(({ number, half }) => [number, half]);

test('a card starts in the doing half, and both halves share one limit', async () => {
  const board = await aSplitBoard();
  const [one, two] = await board.cards('Ready', 2);
  const made = await member.createCard(board, { column: 'Dev' });
  expect(made.body).toMatchObject({ half: 'doing' });
  expect((await member.moveCard(board, one, { column: 'Dev', half: 'done' })).body).toMatchObject({
    half: 'done',
  });
  expect(await halves(board)).toEqual([
    [two, null],
    [made.body.number, 'doing'],
    [one, 'done'],
  ]);
  expect((await board.column('Dev')).load).toBe(2);
  for (const half of ['doing', 'done', undefined]) {
    const refused = await member.moveCard(board, two, { column: 'Dev', half });
    expect(refused).toMatchObject({
      status: 409,
      body: { limits: [{ of: 'Dev', max: 2, load: 2, cards: [two] }] },
    });
  }
});

test('a card changes halves in a full column and keeps its half when it is reordered', async () => {
  const board = await aSplitBoard();
  const [one, two] = await board.cards('Dev', 2);
  const { seq } = await board.read();
  const columnId = board.id('Dev');
  expect((await member.moveCard(board, one, { columnId, half: 'done' })).body).toMatchObject({
    half: 'done',
    version: 2,
  });
  expect((await member.moveCard(board, one, { columnId, before: two })).body).toMatchObject({ half: 'done' });
  expect(await board.order('Dev')).toEqual([one, two]);
  expect((await member.moveCard(board, one, { columnId, half: 'done', before: two })).body).toMatchObject({
    half: 'done',
  });
  expect((await member.moveCard(board, one, { columnId, half: 'doing', before: two })).body).toMatchObject({
    half: 'doing',
  });
  const events = await board.events(seq);
  expect(events.map(({ changes: [change] }) => [change?.from?.half, change?.to?.half])).toEqual(
    expect.arrayContaining([
      ['doing', 'done'],
      ['done', 'doing'],
    ]),
  );
});

test('refuses to move a card on from the doing half, alone, in bulk or in a swap', async () => {
  const board = await aSplitBoard();
  const [one, two] = await board.cards('Dev', 2);
  const [tested] = await board.cards('Test', 1);
  await member.moveCard(board, two, { column: 'Dev', half: 'done' });
  const before = await board.read();
  for (const refused of [
    await member.moveCard(board, one, { column: 'Test' }),
    await member.moveCard(board, one, { column: 'Done' }),
    await member.moveCard(board, one, { swapWith: tested }),
    await member.moveCard(board, tested, { swapWith: one }),
    await member.moveCards(board, [
      { card: two, column: 'Test' },
      { card: one, column: 'Test' },
    ]),
  ]) {
    expect(refused.status).toBe(409);
    expect(problemSchemas['card-not-done'].parse(refused.body)).toMatchObject({
      code: 'card-not-done',
      card: one,
      columnId: board.id('Dev'),
    });
  }
  expect(await board.read()).toEqual(before);
  expect((await member.moveCard(board, two, { column: 'Test' })).body).toMatchObject({ half: null });
});

test('a swap invents no progress: the card that takes the place of a done one starts in the doing half', async () => {
  const board = await aSplitBoard();
  const [ready] = await board.cards('Ready', 1);
  const [done] = await board.cards('Dev', 1);
  const [tested] = await board.cards('Test', 1);
  await member.moveCard(board, done, { column: 'Dev', half: 'done' });
  expect((await member.moveCard(board, tested, { swapWith: done })).body).toMatchObject({
    half: 'doing',
    columnId: board.id('Dev'),
  });
  await member.moveCard(board, tested, { column: 'Dev', half: 'done' });
  expect((await member.moveCard(board, tested, { swapWith: ready })).body).toMatchObject({
    half: null,
    columnId: board.id('Ready'),
  });
  expect(await halves(board)).toEqual([
    [tested, null],
    [ready, 'doing'],
    [done, null],
  ]);
});

test('a swap within a column keeps the halves, and a swap that names a half exchanges them', async () => {
  const board = await aBoard()
    .column('Dev', { split: true })
    .column('Test', { split: true, limit: 1 })
    .make();
  const [done, doing] = await board.cards('Dev', 2);
  const [tested] = await board.cards('Test', 1);
  await member.moveCard(board, done, { column: 'Dev', half: 'done' });
  const swap = async (card: number, swapWith: number, half?: 'doing' | 'done') => {
    const { status } = await member.moveCard(board, card, { swapWith, ...(half && { half }) });
    return { status, halves: Object.fromEntries(await halves(board)) };
  };
  expect(await swap(doing, done)).toEqual({
    status: 200,
    halves: { [done]: 'done', [doing]: 'doing', [tested]: 'doing' },
  });
  expect(await swap(doing, done, 'done')).toMatchObject({
    halves: { [done]: 'doing', [doing]: 'done' },
  });
  // The other takes the half that this one left, also in a full column.
  expect(await swap(doing, tested, 'done')).toEqual({
    status: 200,
    halves: { [done]: 'doing', [doing]: 'done', [tested]: 'done' },
  });
  expect((await board.events()).at(-1)).toMatchObject({
    type: 'card.swapped',
    changes: [
      { card: doing, from: { half: 'done' }, to: { half: 'done', columnId: board.id('Test') } },
      { card: tested, from: { half: 'doing' }, to: { half: 'done', columnId: board.id('Dev') } },
    ],
  });
});

test('a move back and a put-back are free and clear the half', async () => {
  const board = await aSplitBoard();
  const [one, two] = await board.cards('Dev', 2);
  expect((await member.moveCard(board, one, { column: 'Ready' })).body).toMatchObject({ half: null });
  await member.moveCard(board, two, { column: 'Dev', half: 'done' });
  const back = await member.putBack(board, two, { reason: 'Later' });
  expect(back).toMatchObject({ status: 200, body: { half: null } });
  expect((await member.moveCard(board, two, { column: 'Dev' })).body).toMatchObject({ half: 'doing' });
});

test('names an unknown half and a half of a column without halves', async () => {
  const board = await aSplitBoard();
  const [one, two] = await board.cards('Ready', 2);
  const { seq } = await board.read();
  for (const to of [
    { columnId: board.id('Test'), half: 'doing' },
    { columnId: board.id('Ready'), half: 'done' },
    { columnId: board.id('Dev'), half: 'left' },
    { swapWith: two, half: 'done' },
  ]) {
    const refused = await member.moveCard(board, one, to);
    expect([refused.status, refused.body.errors?.map(({ path }) => path)]).toEqual([422, ['half']]);
  }
  expect((await board.read()).seq).toBe(seq);
});
