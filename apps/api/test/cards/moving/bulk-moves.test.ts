import { expect, test } from '@jest/globals';
import { type Card, changesOf, problemSchemas } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { aLimit, handsOf } from '../../support/hands.js';

const api = theApi();
const member = () => api.as('member');
const { create, move, bulk, cardsIn, orderIn, eventsSince } = handsOf(member);

test('several cards move as one event, answered in the order in which they were named', async () => {
  const board = await aBoard(api).column('Doing').make();
  const [one, two, three] = await cardsIn(board, 'Ready', 3);
  const { seq } = await board.read();
  const moved = await bulk(board, [
    { card: three, columnId: board.id('Doing') },
    { card: one, columnId: board.id('Done') },
  ]);
  expect(moved).toMatchObject({
    status: 200,
    body: {
      items: [
        { number: three, columnId: board.id('Doing'), version: 2, committedAt: expect.any(String) },
        { number: one, columnId: board.id('Done'), version: 2, deliveredAt: expect.any(String) },
      ],
      nextCursor: null,
    },
  });
  expect(await orderIn(board, 'Ready')).toEqual([two]);
  const [event, ...more] = await eventsSince(board, seq);
  expect(more).toEqual([]);
  expect(event).toMatchObject({ seq: seq + 1, type: 'cards.moved', actor: { name: 'Bao Brandt' } });
  expect(
    changesOf(event!).map(({ card, from, to }) => [card, (from as Card).columnId, (to as Card).columnId]),
  ).toEqual(
    expect.arrayContaining([
      [three, board.id('Ready'), board.id('Doing')],
      [one, board.id('Ready'), board.id('Done')],
    ]),
  );
});

test('two full columns exchange their cards', async () => {
  const board = await aBoard(api).column('Doing', { limit: 2 }).column('Review', { limit: 2 }).make();
  const here = await cardsIn(board, 'Doing', 2);
  const there = await cardsIn(board, 'Review', 2);
  expect((await move(board, here[0]!, { columnId: board.id('Review') })).status).toBe(409);
  const exchanged = await bulk(board, [
    ...here.map((card) => ({ card, columnId: board.id('Review') })),
    ...there.map((card) => ({ card, columnId: board.id('Doing') })),
  ]);
  expect(exchanged.status).toBe(200);
  expect(await orderIn(board, 'Doing')).toEqual(there);
  expect(await orderIn(board, 'Review')).toEqual(here);
});

test('three full columns hand a card on in a ring', async () => {
  const board = await aBoard(api)
    .column('Dev', { limit: 1 })
    .column('Review', { limit: 1 })
    .column('Test', { limit: 1 })
    .make();
  const ring = ['Dev', 'Review', 'Test'];
  const cards = await Promise.all(ring.map(async (column) => (await cardsIn(board, column, 1))[0]!));
  const moves = cards.map((card, at) => ({ card, columnId: board.id(ring[(at + 1) % 3]!) }));
  expect((await bulk(board, moves)).status).toBe(200);
  expect(await orderIn(board, 'Dev')).toEqual([cards[2]]);
});

test('one too many refuses all of them, with every limit in the way and the cards that would enter it', async () => {
  const board = await aBoard(api).column('Doing', { limit: 2 }).column('Review', { limit: 1 }).make();
  await aLimit(api.as('manager'), board, { scope: 'board', max: 3 });
  const [one, two, three] = await cardsIn(board, 'Ready', 3);
  const [stands] = await cardsIn(board, 'Doing', 1);
  const stood = await board.read();
  const refused = await bulk(board, [
    { card: one, columnId: board.id('Doing') },
    { card: two, columnId: board.id('Review') },
    { card: three, columnId: board.id('Review') },
    { card: stands, columnId: board.id('Doing') },
  ]);
  expect(refused.status).toBe(409);
  problemSchemas['wip-limit-reached'].parse(refused.body);
  expect(refused.body.limits).toHaveLength(2);
  expect(refused.body.limits).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ of: 'Review', max: 1, load: 0, cards: [two, three] }),
      expect.objectContaining({ of: 'Platform', max: 3, load: 1, cards: [one, two, three] }),
    ]),
  );
  expect(await board.read()).toEqual(stood);
});

test('before and after speak of where the cards stand once all have moved', async () => {
  const board = await aBoard(api).column('Doing').make();
  const [one, two, three] = await cardsIn(board, 'Ready', 3);
  const [stands] = await cardsIn(board, 'Doing', 1);
  const columnId = board.id('Doing');
  const moved = await bulk(board, [
    { card: one, columnId, before: stands },
    { card: two, columnId, before: three },
    { card: three, columnId },
  ]);
  expect(moved.status).toBe(200);
  expect(await orderIn(board, 'Doing')).toEqual([one, stands, two, three]);
});

test('lanes and halves go with a move; a lane that is not named stays', async () => {
  const board = await aBoard(api).column('Doing', { split: true }).make();
  const lane = (await api.as('manager').post<{ id: string }>(`${board.path}/swimlanes`, { name: 'Front' }))
    .body.id;
  const [one, two] = await cardsIn(board, 'Ready', 2, { swimlaneId: lane });
  const moved = await bulk(board, [
    { card: one, columnId: board.id('Doing'), half: 'done' },
    { card: two, columnId: board.id('Doing'), swimlaneId: null },
  ]);
  expect(moved.body.items).toMatchObject([
    { number: one, half: 'done', swimlaneId: lane },
    { number: two, half: 'doing', swimlaneId: null },
  ]);
});

test('where nothing moves there is no event and no new version', async () => {
  const board = await aBoard(api).make();
  const cards = await cardsIn(board, 'Ready', 2);
  const { seq } = await board.read();
  const moved = await bulk(
    board,
    cards.map((card) => ({
      card,
      columnId: board.id('Ready'),
      ...(card === cards[0] && { before: cards[1] }),
    })),
  );
  expect(moved).toMatchObject({ status: 200, body: { items: [{ version: 1 }, { version: 1 }] } });
  expect((await board.read()).seq).toBe(seq);
});

test('what is wrong is named with the move that it stands in, and none moves', async () => {
  const board = await aBoard(api).column('Doing').column('Review', { split: true }).make();
  const elsewhere = await aBoard(api).make();
  const [one, two] = (await cardsIn(board, 'Ready', 2)) as [number, number];
  const [archived] = await cardsIn(board, 'Ready', 1);
  await member().put(`${board.path}/cards/${archived}/archive`);
  const { seq } = await board.read();
  const [ready, nowhere] = [board.id('Ready'), '00000000-0000-4000-8000-000000000000'];
  const first = { card: one, columnId: board.id('Doing') };
  for (const [wrong, path] of [
    [{ card: two, columnId: nowhere }, 'moves.1.columnId'],
    [{ card: two, columnId: elsewhere.id('Ready') }, 'moves.1.columnId'],
    [{ card: two }, 'moves.1.columnId'],
    [{ card: 77, columnId: ready }, 'moves.1.card'],
    [{ card: one, columnId: ready }, 'moves.1.card'],
    [{ card: 0, columnId: ready }, 'moves.1.card'],
    [{ card: two, columnId: ready, before: 77 }, 'moves.1.before'],
    [{ card: two, columnId: ready, before: one }, 'moves.1.before'],
    [{ card: two, columnId: ready, after: two }, 'moves.1.after'],
    [{ card: two, columnId: ready, before: one, after: one }, 'moves.1.after'],
    [{ card: two, columnId: ready, swimlaneId: nowhere }, 'moves.1.swimlaneId'],
    [{ card: two, columnId: ready, half: 'done' }, 'moves.1.half'],
    [{ card: two, columnId: board.id('Review'), half: 'half' }, 'moves.1.half'],
    [{ card: two, columnId: ready, swapWith: one }, 'moves.1.swapWith'],
  ] as [object, string][]) {
    const answer = await bulk(board, [first, wrong]);
    expect([wrong, answer.status, answer.body.errors?.map((error) => error.path)]).toEqual([
      wrong,
      422,
      [path],
    ]);
  }
  expect((await bulk(board, [])).body.errors).toMatchObject([{ path: 'moves' }]);
  expect(await bulk(board, [first, { card: archived, columnId: ready }])).toMatchObject({
    status: 409,
    body: { code: 'card-archived' },
  });
  expect((await board.read()).seq).toBe(seq);
});

test('a hundred at once move, a hundred and one do not', async () => {
  const board = await aBoard(api).make();
  await api.pool.query(
    `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
     SELECT b.workspace_id, b.id, gen_random_uuid(), n, 'Card ' || n, $2, n, now(), b.created_by, now()
       FROM boards b, generate_series(1, 101) n WHERE b.key = $1`,
    [board.key, board.id('Ready')],
  );
  const moves = Array.from({ length: 101 }, (_, at) => ({ card: 101 - at, columnId: board.id('Done') }));
  expect((await bulk(board, moves)).body.errors).toMatchObject([{ path: 'moves' }]);
  expect((await bulk(board, moves.slice(1))).status).toBe(200);
  expect(await orderIn(board, 'Done')).toEqual(moves.slice(1).map(({ card }) => card));
});

test('sent again with its key, the answer is the first one', async () => {
  const board = await aBoard(api).column('Doing').make();
  const [one] = await cardsIn(board, 'Ready', 1);
  const key = { 'idempotency-key': 'several' };
  const moves = [{ card: one, columnId: board.id('Doing') }];
  const first = await bulk(board, moves, {}, key);
  const { seq } = await board.read();
  const again = await bulk(board, moves, {}, key);
  expect(again).toMatchObject({ status: 200, body: first.body });
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect((await board.read()).seq).toBe(seq);
});

test('a hundred before one card of a column that is too close to take them', async () => {
  const board = await aBoard(api).column('Doing').make();
  const cards = await cardsIn(board, 'Ready', 60);
  const [first, last] = await cardsIn(board, 'Doing', 2);
  const moves = cards.map((card) => ({ card, columnId: board.id('Doing'), before: last }));
  expect((await bulk(board, moves)).status).toBe(200);
  expect(await orderIn(board, 'Doing')).toEqual([first, ...cards, last]);
});

test('If-Match lets it through on the board as it was seen, and names the state that stands', async () => {
  const board = await aBoard(api).column('Doing').make();
  const [one] = await cardsIn(board, 'Ready', 1);
  const moves = [{ card: one, columnId: board.id('Doing') }];
  const etag = async () => ({ 'if-match': (await member().get(board.path)).headers.get('etag') ?? '' });
  const seen = await etag();
  const [two] = await cardsIn(board, 'Ready', 1);
  const { seq } = await board.read();
  for (const stale of [seen, { 'if-match': '"3"' }, { 'if-match': 'garbage' }]) {
    expect(await bulk(board, moves, {}, stale)).toMatchObject({
      status: 412,
      body: { code: 'precondition-failed', version: `"${seq}"` },
    });
    expect((await create(board, {}, stale)).body).toMatchObject({ version: `"${seq}"` });
  }
  expect([(await board.read()).seq, await orderIn(board, 'Ready')]).toEqual([seq, [one, two]]);
  expect((await bulk(board, moves, {}, await etag())).status).toBe(200);
  expect((await create(board, {}, await etag())).status).toBe(201);
});

test('is for those who change cards', async () => {
  const board = await aBoard(api).make();
  const [one] = await cardsIn(board, 'Ready', 1);
  const body = { moves: [{ card: one, columnId: board.id('Done') }] };
  for (const [who, status] of [
    ['viewer', 403],
    ['requester', 403],
    ['stranger', 404],
  ] as const) {
    expect((await api.as(who).post(`${board.path}/moves`, body)).status).toBe(status);
  }
});
