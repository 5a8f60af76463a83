import { expect, test } from '@jest/globals';
import { type Card, changesOf } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { handsOf } from '../../support/hands.js';

const api = theApi();
const member = () => api.as('member');
const { cardsIn, eventsSince, move, orderIn } = handsOf(member);

test('committed on entering the first active column, delivered on entering done, and both taken back', async () => {
  const board = await aBoard(api).column('Doing').column('Review').make();
  const [number] = await cardsIn(board, 'Ready', 1);
  const milestones = async (column: string) => {
    const { committedAt, deliveredAt } = (await move(board, number!, { columnId: board.id(column) })).body;
    return { committedAt, deliveredAt };
  };
  const committed = await milestones('Doing');
  expect(committed).toEqual({ committedAt: expect.any(String), deliveredAt: null });
  expect(await milestones('Review')).toEqual(committed);
  const delivered = await milestones('Done');
  expect(delivered).toEqual({ committedAt: committed.committedAt, deliveredAt: expect.any(String) });
  expect(await milestones('Review')).toEqual(committed);
  expect(await milestones('Ready')).toEqual({ committedAt: null, deliveredAt: null });
  const straight = await milestones('Done');
  expect(straight.committedAt).toBe(straight.deliveredAt);

  const { changes } = (await eventsSince(board, 0)).find(
    (event) => (changesOf(event)[0]?.to as Card)?.deliveredAt,
  )!;
  expect(changes).toEqual([
    {
      card: number,
      from: expect.objectContaining({ deliveredAt: null }),
      to: expect.objectContaining(delivered),
    },
  ]);
});

test('before, after and last put a card exactly there, however often', async () => {
  const board = await aBoard(api).make();
  const [one, two, three, four] = (await cardsIn(board, 'Ready', 4)) as [number, number, number, number];
  const columnId = board.id('Ready');
  await move(board, four, { columnId, before: two });
  expect(await orderIn(board, 'Ready')).toEqual([one, four, two, three]);
  await move(board, one, { columnId, after: two });
  expect(await orderIn(board, 'Ready')).toEqual([four, two, one, three]);
  await move(board, four, { columnId });
  expect(await orderIn(board, 'Ready')).toEqual([two, one, three, four]);
  await move(board, four, { columnId, before: two });
  expect(await orderIn(board, 'Ready')).toEqual([four, two, one, three]);
  // A gap is halved until its ranks have no digits left, and is then spread out again.
  for (let turn = 0; turn < 150; turn += 1) {
    await move(board, turn % 2 === 0 ? two : one, { columnId, before: turn % 2 === 0 ? one : two });
  }
  expect(await orderIn(board, 'Ready')).toEqual([four, one, two, three]);
});

test('a move to where the card is already is no event and no new version', async () => {
  const board = await aBoard(api).make();
  const [one, two, three] = (await cardsIn(board, 'Ready', 3)) as [number, number, number];
  const { seq } = await board.read();
  const columnId = board.id('Ready');
  for (const [number, to] of [
    [two, { columnId, before: three }],
    [two, { columnId, after: one }],
    [three, { columnId }],
    [three, { columnId, after: two }],
  ] as const) {
    const moved = await move(board, number, to);
    expect(moved).toMatchObject({ status: 200, body: { number, version: 1, columnId } });
  }
  expect((await board.read()).seq).toBe(seq);
  expect(await orderIn(board, 'Ready')).toEqual([one, two, three]);
});

test('two cards of two full columns change places, as one event', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).column('Review', { limit: 1 }).make();
  const [one] = await cardsIn(board, 'Doing', 1);
  const [other] = await cardsIn(board, 'Review', 1);
  const { seq } = await board.read();
  const refused = await move(board, one!, { columnId: board.id('Review') });
  expect(refused.status).toBe(409);
  expect(refused.body.options).toContainEqual({
    kind: 'swap',
    card: { number: other, ref: `${board.key}-${other}`, title: 'A card' },
    suffices: true,
  });
  const swapped = await move(board, one!, { columnId: board.id('Review'), swapWith: other });
  expect(swapped).toMatchObject({
    status: 200,
    body: { number: one, columnId: board.id('Review'), version: 2 },
  });
  expect(await orderIn(board, 'Doing')).toEqual([other]);
  const events = await eventsSince(board, seq);
  expect(events.map(({ type }) => type)).toEqual(['card.swapped']);
  expect(changesOf(events[0]!).map(({ card, to }) => [card, (to as Card).columnId])).toEqual([
    [one, board.id('Review')],
    [other, board.id('Doing')],
  ]);
});

test('neighbours, partners, lanes and columns that are not there are named, and nothing moves', async () => {
  const board = await aBoard(api).column('Doing').make();
  const elsewhere = await aBoard(api).make();
  const [one, other] = (await cardsIn(board, 'Ready', 2)) as [number, number];
  const [doing] = (await cardsIn(board, 'Doing', 1)) as [number];
  await cardsIn(elsewhere, 'Ready', 9);
  const { seq } = await board.read();
  const [ready, nowhere] = [board.id('Ready'), '00000000-0000-4000-8000-000000000000'];
  for (const [to, path] of [
    [{ columnId: ready, before: doing }, 'before'],
    [{ columnId: ready, after: doing }, 'after'],
    [{ columnId: ready, before: 9 }, 'before'],
    [{ columnId: ready, before: one }, 'before'],
    [{ columnId: ready, before: other, after: other }, 'after'],
    [{ columnId: elsewhere.id('Ready') }, 'columnId'],
    [{ columnId: nowhere }, 'columnId'],
    [{}, 'columnId'],
    [{ columnId: ready, swimlaneId: nowhere }, 'swimlaneId'],
    [{ swapWith: 9 }, 'swapWith'],
    [{ swapWith: one }, 'swapWith'],
    [{ swapWith: doing, columnId: ready }, 'columnId'],
    [{ swapWith: doing, before: other }, 'before'],
  ] as [object, string][]) {
    const answer = await move(board, one, to);
    expect([to, answer.status, answer.body.errors?.map((error) => error.path)]).toEqual([to, 422, [path]]);
  }
  expect((await move(board, 77, { columnId: ready })).status).toBe(404);
  expect((await board.read()).seq).toBe(seq);
});
