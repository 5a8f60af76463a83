import { expect, test } from '@jest/globals';
import { type Card, problemSchemas } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';

const api = theApi();
const { member } = api.people;

test('moves several cards as one event and answers in the order given', async () => {
  const board = await aBoard().column('Doing').make();
  const [one, two, three] = await board.cards('Ready', 3);
  const { seq } = await board.read();
  const moved = await member.moveCards(board, [
    { card: three, column: 'Doing' },
    { card: one, column: 'Done' },
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
  expect(await board.order('Ready')).toEqual([two]);
  const [event, ...more] = await board.events(seq);
  expect(more).toEqual([]);
  expect(event).toMatchObject({ seq: seq + 1, type: 'cards.moved', actor: { name: 'Bao Brandt' } });
  expect(
    event!.changes.map(({ card, from, to }) => [card, (from as Card).columnId, (to as Card).columnId]),
  ).toEqual(
    expect.arrayContaining([
      [three, board.id('Ready'), board.id('Doing')],
      [one, board.id('Ready'), board.id('Done')],
    ]),
  );
});

test('exchanges the cards of two full columns', async () => {
  const board = await aBoard().column('Doing', { limit: 2 }).column('Review', { limit: 2 }).make();
  const here = await board.cards('Doing', 2);
  const there = await board.cards('Review', 2);
  expect((await member.moveCard(board, here[0]!, { column: 'Review' })).status).toBe(409);
  const exchanged = await member.moveCards(board, [
    ...here.map((card) => ({ card, column: 'Review' })),
    ...there.map((card) => ({ card, column: 'Doing' })),
  ]);
  expect(exchanged.status).toBe(200);
  expect(await board.order('Doing')).toEqual(there);
  expect(await board.order('Review')).toEqual(here);
});

test('moves cards in a ring over three full columns', async () => {
  const board = await aBoard()
    .column('Dev', { limit: 1 })
    .column('Review', { limit: 1 })
    .column('Test', { limit: 1 })
    .make();
  const ring = ['Dev', 'Review', 'Test'];
  const cards = await Promise.all(ring.map(async (column) => (await board.cards(column, 1))[0]!));
  const moves = cards.map((card, at) => ({ card, columnId: board.id(ring[(at + 1) % 3]!) }));
  expect((await member.moveCards(board, moves)).status).toBe(200);
  expect(await board.order('Dev')).toEqual([cards[2]]);
});

test('refuses all moves if one is too many, with every limit in the way and its cards', async () => {
  const board = await aBoard().column('Doing', { limit: 2 }).column('Review', { limit: 1 }).make();
  await board.limit({ scope: 'board', max: 3 });
  const [one, two, three] = await board.cards('Ready', 3);
  const [stands] = await board.cards('Doing', 1);
  const before = await board.read();
  const refused = await member.moveCards(board, [
    { card: one, column: 'Doing' },
    { card: two, column: 'Review' },
    { card: three, column: 'Review' },
    { card: stands, column: 'Doing' },
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
  expect(await board.read()).toEqual(before);
});

test('reads before and after as positions after all moves', async () => {
  const board = await aBoard().column('Doing').make();
  const [one, two, three] = await board.cards('Ready', 3);
  const [stands] = await board.cards('Doing', 1);
  const columnId = board.id('Doing');
  const moved = await member.moveCards(board, [
    { card: one, columnId, before: stands },
    { card: two, columnId, before: three },
    { card: three, columnId },
  ]);
  expect(moved.status).toBe(200);
  expect(await board.order('Doing')).toEqual([one, stands, two, three]);
});

test('sets swimlane and half, and keeps a swimlane that is not named', async () => {
  const board = await aBoard().column('Doing', { split: true }).make();
  const lane = await board.lane('Front');
  const [one, two] = await board.cards('Ready', 2, { swimlaneId: lane });
  const moved = await member.moveCards(board, [
    { card: one, column: 'Doing', half: 'done' },
    { card: two, column: 'Doing', swimlaneId: null },
  ]);
  expect(moved.body.items).toMatchObject([
    { number: one, half: 'done', swimlaneId: lane },
    { number: two, half: 'doing', swimlaneId: null },
  ]);
});

test('records no event if nothing moves', async () => {
  const board = await aBoard().make();
  const cards = await board.cards('Ready', 2);
  const { seq } = await board.read();
  const moved = await member.moveCards(
    board,
    cards.map((card) => ({
      card,
      column: 'Ready',
      ...(card === cards[0] && { before: cards[1] }),
    })),
  );
  expect(moved).toMatchObject({ status: 200, body: { items: [{ version: 1 }, { version: 1 }] } });
  expect((await board.read()).seq).toBe(seq);
});

test('names the path of a wrong move and moves nothing', async () => {
  const board = await aBoard().column('Doing').column('Review', { split: true }).make();
  const elsewhere = await aBoard().make();
  const [one, two] = await board.cards('Ready', 2);
  const [archived] = await board.cards('Ready', 1);
  await member.archive(board, archived);
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
    const answer = await member.moveCards(board, [first, wrong]);
    expect([wrong, answer.status, answer.body.errors?.map((error) => error.path)]).toEqual([
      wrong,
      422,
      [path],
    ]);
  }
  expect((await member.moveCards(board, [])).body.errors).toMatchObject([{ path: 'moves' }]);
  expect(await member.moveCards(board, [first, { card: archived, columnId: ready }])).toMatchObject({
    status: 409,
    body: { code: 'card-archived' },
  });
  expect((await board.read()).seq).toBe(seq);
});

test('moves a hundred cards and refuses a hundred and one', async () => {
  const board = await aBoard().make();
  await api.pool.query(
    `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
     SELECT b.workspace_id, b.id, gen_random_uuid(), n, 'Card ' || n, $2, n, now(), b.created_by, now()
       FROM boards b, generate_series(1, 101) n WHERE b.key = $1`,
    [board.key, board.id('Ready')],
  );
  const moves = Array.from({ length: 101 }, (_, at) => ({ card: 101 - at, columnId: board.id('Done') }));
  expect((await member.moveCards(board, moves)).body.errors).toMatchObject([{ path: 'moves' }]);
  expect((await member.moveCards(board, moves.slice(1))).status).toBe(200);
  expect(await board.order('Done')).toEqual(moves.slice(1).map(({ card }) => card));
});

test('replays the answer when moves are sent again with their key', async () => {
  const board = await aBoard().column('Doing').make();
  const [one] = await board.cards('Ready', 1);
  const key = { 'idempotency-key': 'several' };
  const moves = [{ card: one, columnId: board.id('Doing') }];
  const first = await member.moveCards(board, moves, {}, key);
  const { seq } = await board.read();
  const again = await member.moveCards(board, moves, {}, key);
  expect(again).toMatchObject({ status: 200, body: first.body });
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect((await board.read()).seq).toBe(seq);
});

test('moves many cards before one card even if the ranks are too close', async () => {
  const board = await aBoard().column('Doing').make();
  const cards = await board.cards('Ready', 60);
  const [first, last] = await board.cards('Doing', 2);
  const moves = cards.map((card) => ({ card, columnId: board.id('Doing'), before: last }));
  expect((await member.moveCards(board, moves)).status).toBe(200);
  expect(await board.order('Doing')).toEqual([first, ...cards, last]);
});

test('checks If-Match against the board and names the current version', async () => {
  const board = await aBoard().column('Doing').make();
  const [one] = await board.cards('Ready', 1);
  const moves = [{ card: one, columnId: board.id('Doing') }];
  const etag = async () => ({ 'if-match': (await member.get(board.path)).headers.get('etag') ?? '' });
  const seen = await etag();
  const [two] = await board.cards('Ready', 1);
  const { seq } = await board.read();
  for (const stale of [seen, { 'if-match': '"2"' }, { 'if-match': 'garbage' }]) {
    expect(await member.moveCards(board, moves, {}, stale)).toMatchObject({
      status: 412,
      body: { code: 'precondition-failed', version: `"${seq}"` },
    });
    expect((await member.createCard(board, {}, stale)).body).toMatchObject({ version: `"${seq}"` });
  }
  expect([(await board.read()).seq, await board.order('Ready')]).toEqual([seq, [one, two]]);
  const named = { 'if-match': `"${seq}"` };
  expect((await member.moveCards(board, moves, {}, named)).status).toBe(200);
  expect((await member.createCard(board, {}, await etag())).status).toBe(201);
});

test('refuses moves to viewers, requesters and strangers', async () => {
  const board = await aBoard().make();
  const [one] = await board.cards('Ready', 1);
  const body = { moves: [{ card: one, columnId: board.id('Done') }] };
  for (const [who, status] of [
    ['viewer', 403],
    ['requester', 403],
    ['stranger', 404],
  ] as const) {
    expect((await api.people[who].post(`${board.path}/moves`, body)).status).toBe(status);
  }
});
