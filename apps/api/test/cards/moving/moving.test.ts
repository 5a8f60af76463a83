import { expect, test } from '@jest/globals';
import type { Card } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';

const api = theApi();
const { member } = api.people;

test('sets and clears commitment and delivery as a card enters and leaves columns', async () => {
  const board = await aBoard().column('Doing').column('Review').make();
  const [number] = await board.cards('Ready', 1);
  const milestones = async (column: string) => {
    const { committedAt, deliveredAt } = (await member.moveCard(board, number!, { column })).body;
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

  const { changes } = (await board.events(0)).find(
    ({ changes: [change] }) => (change?.to as Card)?.deliveredAt,
  )!;
  expect(changes).toEqual([
    {
      card: number,
      from: expect.objectContaining({ deliveredAt: null }),
      to: expect.objectContaining(delivered),
    },
  ]);
});

test('puts a card exactly before, after or last, even 150 times in a row', async () => {
  const board = await aBoard().make();
  const [one, two, three, four] = await board.cards('Ready', 4);
  const columnId = board.id('Ready');
  await member.moveCard(board, four, { columnId, before: two });
  expect(await board.order('Ready')).toEqual([one, four, two, three]);
  await member.moveCard(board, one, { columnId, after: two });
  expect(await board.order('Ready')).toEqual([four, two, one, three]);
  await member.moveCard(board, four, { columnId });
  expect(await board.order('Ready')).toEqual([two, one, three, four]);
  await member.moveCard(board, four, { columnId, before: two });
  expect(await board.order('Ready')).toEqual([four, two, one, three]);
  // Ranks are halved until no digits are left and are then spread out again.
  for (let turn = 0; turn < 150; turn += 1) {
    await member.moveCard(board, turn % 2 === 0 ? two : one, {
      columnId,
      before: turn % 2 === 0 ? one : two,
    });
  }
  expect(await board.order('Ready')).toEqual([four, one, two, three]);
});

test('records no event for a move to the same place', async () => {
  const board = await aBoard().make();
  const [one, two, three] = await board.cards('Ready', 3);
  const { seq } = await board.read();
  const columnId = board.id('Ready');
  for (const [number, to] of [
    [two, { columnId, before: three }],
    [two, { columnId, after: one }],
    [three, { columnId }],
    [three, { columnId, after: two }],
  ] as const) {
    const moved = await member.moveCard(board, number, to);
    expect(moved).toMatchObject({ status: 200, body: { number, version: 1, columnId } });
  }
  expect((await board.read()).seq).toBe(seq);
  expect(await board.order('Ready')).toEqual([one, two, three]);
});

test('swaps cards of two full columns as one event', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).column('Review', { limit: 1 }).make();
  const [one] = await board.cards('Doing', 1);
  const [other] = await board.cards('Review', 1);
  const { seq } = await board.read();
  const refused = await member.moveCard(board, one!, { column: 'Review' });
  expect(refused.status).toBe(409);
  expect(refused.body.options).toContainEqual({
    kind: 'swap',
    card: { number: other, ref: `${board.key}-${other}`, title: 'A card' },
    suffices: true,
  });
  const swapped = await member.moveCard(board, one!, { column: 'Review', swapWith: other });
  expect(swapped).toMatchObject({
    status: 200,
    body: { number: one, columnId: board.id('Review'), version: 2 },
  });
  expect(await board.order('Doing')).toEqual([other]);
  const events = await board.events(seq);
  expect(events.map(({ type }) => type)).toEqual(['card.swapped']);
  expect(events[0]!.changes.map(({ card, to }) => [card, (to as Card).columnId])).toEqual([
    [one, board.id('Review')],
    [other, board.id('Doing')],
  ]);
});

test('names neighbours, swimlanes and columns that do not exist, and moves nothing', async () => {
  const board = await aBoard().column('Doing').make();
  const elsewhere = await aBoard().make();
  const [one, other] = await board.cards('Ready', 2);
  const [doing] = await board.cards('Doing', 1);
  await elsewhere.cards('Ready', 9);
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
    const answer = await member.moveCard(board, one, to);
    expect([to, answer.status, answer.body.errors?.map((error) => error.path)]).toEqual([to, 422, [path]]);
  }
  expect((await member.moveCard(board, 77, { columnId: ready })).status).toBe(404);
  expect((await board.read()).seq).toBe(seq);
});
