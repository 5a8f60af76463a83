import { describe, expect, test } from '@jest/globals';
import { commandsOf } from './support/commands.js';
import { at, type Board, eachTestOnABoard, refusal, type Workspace } from './support/workspace.js';

let workspace: Workspace;
let board: Board;
let bao: string;
eachTestOnABoard((here) => {
  ({ workspace, board, bao } = here);
});
const { move, bulk } = commandsOf(() => ({ board, bao }));

describe('the halves of a split column', () => {
  test('the next column pulls only from the done half; moves back and within are free', async () => {
    const { queue, dev, review } = board;
    await board.card(queue);
    expect((await move(1, { columnId: dev })).body).toMatchObject({ half: 'doing' });
    expect(await move(1, { columnId: review })).toEqual({ refused: 'card-not-done', card: 1, columnId: dev });
    expect((await move(1, { columnId: dev, half: 'done' })).body).toMatchObject({ half: 'done' });
    expect((await move(1, { columnId: dev })).body).toMatchObject({ half: 'done' });
    expect((await board.lastEvent()).changes[0]).toMatchObject({
      from: { half: 'doing' },
      to: { half: 'done' },
    });
    expect((await move(1, { columnId: review })).body).toMatchObject({ half: null });
    expect((await move(1, { columnId: dev })).body).toMatchObject({ half: 'doing' });
    expect((await move(1, { columnId: queue })).body).toMatchObject({ half: null });
  });

  test('a half in a column without halves is invalid', async () => {
    await board.card(board.queue);
    expect(await move(1, { columnId: board.review, half: 'doing' })).toEqual({
      refused: 'invalid-input',
      path: 'half',
      fault: 'notSplit',
    });
    expect(await bulk([{ card: 1, columnId: board.review, half: 'done' }])).toMatchObject({
      path: 'moves.0.half',
    });
  });

  test('a swap moves only done cards onward, and into the half that it names, else into doing', async () => {
    await board.card(board.dev);
    await board.card(board.review);
    expect(await move(2, { swapWith: 1 })).toMatchObject({ refused: 'card-not-done', card: 1 });
    await move(1, { columnId: board.dev, half: 'done' });
    expect((await move(2, { swapWith: 1 })).body).toMatchObject({ columnId: board.dev, half: 'doing' });
    await board.card(board.dev);
    await move(2, { columnId: board.dev, half: 'done' });
    expect((await move(3, { swapWith: 2 })).body).toMatchObject({ half: 'doing' });
    expect((await move(3, { swapWith: 2, half: 'done' })).body).toMatchObject({ half: 'done' });
    expect(await move(3, { swapWith: 1, half: 'done' })).toMatchObject({ path: 'half', fault: 'notSplit' });
  });
});

describe('a bulk move', () => {
  test('lets two full columns swap cards, with one event', async () => {
    const { dev, review } = board;
    for (const columnId of [dev, review]) {
      await board.card(columnId, { done: true });
      await board.limit({ scope: 'column', columnId, max: 1 });
    }
    const before = await board.seq();
    const { body } = await bulk([
      { card: 1, columnId: review },
      { card: 2, columnId: dev },
    ]);
    expect(body!.items!.map(({ number }) => number)).toEqual([1, 2]);
    expect(await board.seq()).toBe(before + 1);
    expect(await board.lastEvent()).toMatchObject({
      type: 'cards.moved',
      changes: expect.arrayContaining([
        expect.objectContaining({
          card: 1,
          from: expect.objectContaining({ columnId: dev, half: 'done' }),
          to: expect.objectContaining({ columnId: review, half: null }),
        }),
        expect.objectContaining({ card: 2, to: expect.objectContaining({ columnId: dev, half: 'doing' }) }),
      ]),
    });
  });

  test('moves all cards or none, and names the limit that refused', async () => {
    const { queue, dev } = board;
    const id = await board.limit({ scope: 'column', columnId: dev, max: 1 });
    await board.card(queue);
    await board.card(queue);
    const before = await board.seq();
    const both = [1, 2].map((card) => ({ card, columnId: dev }));
    expect(await bulk(both)).toEqual({ refused: 'wip-limit-reached', limits: [{ id, max: 1, load: 0 }] });
    expect([await board.orderOf(queue), await board.seq()]).toEqual([[1, 2], before]);
  });

  test('places cards among those that are there after all have moved', async () => {
    const { queue, review } = board;
    for (const columnId of [queue, queue, queue, review, review]) await board.card(columnId);
    await bulk([
      { card: 1, columnId: review, before: 5 },
      { card: 2, columnId: review, after: 1 },
      { card: 3, columnId: review },
      { card: 4, columnId: queue },
    ]);
    expect([await board.orderOf(review), await board.orderOf(queue)]).toEqual([[1, 2, 5, 3], [4]]);
    const gone = await bulk([
      { card: 1, columnId: review, before: 5 },
      { card: 5, columnId: queue },
    ]);
    expect(gone).toMatchObject({ path: 'moves.0.before', fault: 'notInColumn' });
  });

  test('places a hundred cards before one, and spreads the ranks of its column meanwhile', async () => {
    const { queue, review } = board;
    for (let count = 0; count < 100; count += 1) await board.card(queue);
    for (let count = 0; count < 2; count += 1) await board.card(review);
    const all = Array.from({ length: 100 }, (_, index) => index + 1);
    await bulk(all.map((card) => ({ card, columnId: review, before: 102 })));
    expect(await board.orderOf(review)).toEqual([101, ...all, 102]);
    await bulk(all.map((card) => ({ card, columnId: review, after: 101 })));
    expect(await board.orderOf(review)).toEqual([101, ...all.toReversed(), 102]);
  });

  test('has no event if nothing changes', async () => {
    await board.card(board.queue);
    await board.card(board.queue);
    const before = await board.seq();
    const { body } = await bulk([{ card: 1, columnId: board.queue, before: 2 }]);
    expect([body!.items![0]!.version, await board.seq()]).toEqual([1, before]);
  });

  test.each([
    ['a card that is not there', [{ card: 9 }], 'moves.0.card', 'absent'],
    ['a card twice', [{ card: 1 }, { card: 1 }], 'moves.1.card', 'twice'],
    [
      'no column of the board',
      [{ card: 1, columnId: '00000000-0000-7000-8000-000000000000' }],
      'moves.0.columnId',
      'absent',
    ],
    [
      'no lane of the board',
      [{ card: 1, swimlaneId: '00000000-0000-7000-8000-000000000000' }],
      'moves.0.swimlaneId',
      'absent',
    ],
    ['before itself', [{ card: 1, before: 1 }], 'moves.0.before', 'notInColumn'],
  ])('says where it is at fault: %s', async (_, moves, path, fault) => {
    await board.card(board.queue);
    const sent = moves.map((each) => ({ columnId: board.review, ...each }));
    expect(await bulk(sent)).toEqual({ refused: 'invalid-input', path, fault });
  });
});

test('clearing a column moves its cards to the end of another, in order, within the limits', async () => {
  const { queue, dev, review } = board;
  const limit = await board.limit({ scope: 'column', columnId: review, max: 2 });
  await board.card(review);
  for (const done of [true, false]) await board.card(dev, { done });
  await board.card(dev, { archived: true });
  const moveAll = () =>
    workspace.rows('SELECT weir.move_column_cards($1, $2, $3, $4, $5) AS moves', [
      ...board.own,
      dev,
      review,
      at,
    ]);
  expect((await refusal(moveAll())).limits).toEqual([{ id: limit, max: 2, load: 1 }]);
  await workspace.rows('UPDATE wip_limits SET max = 3 WHERE id = $1', [limit]);
  const [{ moves }] = (await moveAll()) as [{ moves: { card: number }[] }];
  expect(moves.map(({ card }) => card)).toEqual([2, 3, 4]);
  expect(moves[0]).toMatchObject({
    from: { columnId: dev, half: 'done' },
    to: { columnId: review, half: null },
  });
  expect([await board.orderOf(review), await board.orderOf(dev), await board.orderOf(queue)]).toEqual([
    [1, 2, 3],
    [],
    [],
  ]);
});

test('clearing a column of thousands of cards reads each of them a few times', async () => {
  const { dev, review } = board;
  await board.limit({ scope: 'board', max: 9000 });
  await workspace.rows(`UPDATE workspaces SET caps = '{"cards": 9000}' WHERE id = $1`, [
    workspace.workspaceId,
  ]);
  // The counts of a transaction are exact until it ends.
  await workspace.rows('BEGIN');
  // As the API writes: without the events for plain SQL.
  await workspace.rows("SET LOCAL weir.own_event = 'on'");
  for (const [columnId, from] of [
    [dev, 1],
    [review, 3001],
  ])
    await workspace.rows(
      `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
       SELECT $1::uuid, $2, gen_random_uuid(), n, 'A card', $3, n, $5, $1::uuid, $5 FROM generate_series($4::int, $4 + 2999) n`,
      [...board.own, columnId, from, at],
    );
  await workspace.rows('SELECT weir.move_column_cards($1, $2, $3, $4, $5)', [...board.own, dev, review, at]);
  const [read] = await workspace.rows<{ cards: string }>(
    `SELECT seq_tup_read + idx_tup_fetch AS cards FROM pg_stat_xact_user_tables WHERE relname = 'cards'`,
  );
  await workspace.rows('COMMIT');
  const order = await board.orderOf(review);
  expect([order.length, order[0], order[3000], order[5999]]).toEqual([6000, 3001, 1, 3000]);
  // A scan of the other column for each card would read nine million.
  expect(Number(read?.cards)).toBeLessThan(20 * 6000);
});
