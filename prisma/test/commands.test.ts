import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { embeddedPostgres, type Postgres, type TemplateDatabase, templateDatabase } from '@weir/stack';
import { migrate } from '../src/migrate.js';
import { aPlace, at, type Board, type Place, refusal } from './place.js';

let postgres: Postgres;
let template: TemplateDatabase;
let place: Place;
let board: Board;
let bao: string;
beforeAll(async () => {
  postgres = await embeddedPostgres();
  template = await templateDatabase(postgres.url, migrate);
  place = await aPlace(template);
});
afterAll(async () => {
  await place.end();
  await postgres.stop();
});
let boards = 0;
beforeEach(async () => {
  boards += 1;
  board = await place.board(`B${boards}`);
  bao = await place.person('Bao');
});

type Limit = { id: string; max: number; load: number };
type Outcome = {
  body?: {
    number: number;
    columnId: string;
    half: string | null;
    items?: { number: number; version: number }[];
  };
  refused?: string;
  limits?: Limit[];
} & Record<string, unknown>;

const call = async (name: string, values: unknown[], now = at): Promise<Outcome> => {
  const rest = values.map((_, index) => `$${index + 5}`).join(', ');
  const sql = `SELECT weir.${name}($1, $2, $3, $4, ${rest}, ROW (NULL, NULL, NULL)::weir.write_key,
                       ROW (enum_range(NULL::role), NULL)::weir.terms) AS outcome`;
  return (await place.rows<{ outcome: Outcome }>(sql, [...board.own, bao, now, ...values]))[0]!.outcome;
};
const move = (number: number, to: object, now?: string) => call('move_card', [number, to, null], now);
const bulk = (moves: object[], override: object | null = null) =>
  call('move_cards', [JSON.stringify(moves), override]);
const orderOf = async (columnId: string) =>
  (
    await place.rows<{ number: number }>(
      'SELECT number FROM cards WHERE board_id = $1 AND column_id = $2 AND archived_at IS NULL ORDER BY rank, number',
      [board.id, columnId],
    )
  ).map(({ number }) => number);
const lastEvent = async () =>
  (
    await place.rows('SELECT type, changes FROM events WHERE board_id = $1 ORDER BY seq DESC LIMIT 1', [
      board.id,
    ])
  )[0]!;
const seq = async () =>
  Number((await place.rows('SELECT seq FROM board_clock WHERE board_id = $1', [board.id]))[0]!.seq);

describe('the halves of a split column', () => {
  test('the next column pulls from the done half alone; back and within is free', async () => {
    const { queue, dev, review } = board;
    await board.card(queue);
    expect((await move(1, { columnId: dev })).body).toMatchObject({ half: 'doing' });
    expect(await move(1, { columnId: review })).toEqual({ refused: 'card-not-done', card: 1, columnId: dev });
    expect((await move(1, { columnId: dev, half: 'done' })).body).toMatchObject({ half: 'done' });
    expect((await move(1, { columnId: dev })).body).toMatchObject({ half: 'done' });
    expect((await lastEvent()).changes[0]).toMatchObject({ from: { half: 'doing' }, to: { half: 'done' } });
    expect((await move(1, { columnId: review })).body).toMatchObject({ half: null });
    expect((await move(1, { columnId: dev })).body).toMatchObject({ half: 'doing' });
    expect((await move(1, { columnId: queue })).body).toMatchObject({ half: null });
  });

  test('a half of a column that has none is a fault', async () => {
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

  test('a swap exchanges the halves too, and takes onward what is done alone', async () => {
    await board.card(board.dev);
    await board.card(board.review);
    expect(await move(2, { swapWith: 1 })).toMatchObject({ refused: 'card-not-done', card: 1 });
    await move(1, { columnId: board.dev, half: 'done' });
    expect((await move(2, { swapWith: 1 })).body).toMatchObject({ columnId: board.dev, half: 'done' });
    await board.card(board.dev);
    expect((await move(3, { swapWith: 2 })).body).toMatchObject({ half: 'done' });
  });
});

describe('a bulk move', () => {
  test('lets two full columns exchange cards, as one event', async () => {
    const { dev, review } = board;
    for (const columnId of [dev, review]) {
      await board.card(columnId, { done: true });
      await board.limit({ scope: 'column', columnId, max: 1 });
    }
    const before = await seq();
    const { body } = await bulk([
      { card: 1, columnId: review },
      { card: 2, columnId: dev },
    ]);
    expect(body!.items!.map(({ number }) => number)).toEqual([1, 2]);
    expect(await seq()).toBe(before + 1);
    expect(await lastEvent()).toMatchObject({
      type: 'cards.moved',
      changes: [
        { card: 1, from: { columnId: dev, half: 'done' }, to: { columnId: review, half: null } },
        { card: 2, to: { columnId: dev, half: 'doing' } },
      ],
    });
  });

  test('is all or nothing, and names the limit that refused', async () => {
    const { queue, dev } = board;
    const id = await board.limit({ scope: 'column', columnId: dev, max: 1 });
    await board.card(queue);
    await board.card(queue);
    const before = await seq();
    const both = [1, 2].map((card) => ({ card, columnId: dev }));
    expect(await bulk(both)).toEqual({ refused: 'wip-limit-reached', limits: [{ id, max: 1, load: 0 }] });
    expect([await orderOf(queue), await seq()]).toEqual([[1, 2], before]);
  });

  test('places cards among those that stand there when all have moved', async () => {
    const { queue, review } = board;
    for (const columnId of [queue, queue, queue, review, review]) await board.card(columnId);
    await bulk([
      { card: 1, columnId: review, before: 5 },
      { card: 2, columnId: review, after: 1 },
      { card: 3, columnId: review },
      { card: 4, columnId: queue },
    ]);
    expect([await orderOf(review), await orderOf(queue)]).toEqual([[1, 2, 5, 3], [4]]);
    const gone = await bulk([
      { card: 1, columnId: review, before: 5 },
      { card: 5, columnId: queue },
    ]);
    expect(gone).toMatchObject({ path: 'moves.0.before', fault: 'notInColumn' });
  });

  test('places a hundred cards before one, spreading its column’s ranks on the way', async () => {
    const { queue, review } = board;
    for (let count = 0; count < 100; count += 1) await board.card(queue);
    for (let count = 0; count < 2; count += 1) await board.card(review);
    const all = Array.from({ length: 100 }, (_, index) => index + 1);
    await bulk(all.map((card) => ({ card, columnId: review, before: 102 })));
    expect(await orderOf(review)).toEqual([101, ...all, 102]);
    await bulk(all.map((card) => ({ card, columnId: review, after: 101 })));
    expect(await orderOf(review)).toEqual([101, ...all.toReversed(), 102]);
  });

  test('that moves nothing is no event', async () => {
    await board.card(board.queue);
    await board.card(board.queue);
    const before = await seq();
    const { body } = await bulk([{ card: 1, columnId: board.queue, before: 2 }]);
    expect([body!.items![0]!.version, await seq()]).toEqual([1, before]);
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

test('a column that is cleared gives its cards to the end of another, in order, where the limits let it', async () => {
  const { queue, dev, review } = board;
  const limit = await board.limit({ scope: 'column', columnId: review, max: 2 });
  await board.card(review);
  for (const done of [true, false]) await board.card(dev, { done });
  await board.card(dev, { archived: true });
  const rehouse = () =>
    place.rows('SELECT weir.rehouse($1, $2, $3, $4, $5) AS moves', [...board.own, dev, review, at]);
  expect((await refusal(rehouse())).limits).toEqual([{ id: limit, max: 2, load: 1 }]);
  await place.rows('UPDATE wip_limits SET max = 3 WHERE id = $1', [limit]);
  const [{ moves }] = (await rehouse()) as [{ moves: { card: number }[] }];
  expect(moves.map(({ card }) => card)).toEqual([2, 3, 4]);
  expect(moves[0]).toMatchObject({
    from: { columnId: dev, half: 'done' },
    to: { columnId: review, half: null },
  });
  expect([await orderOf(review), await orderOf(dev), await orderOf(queue)]).toEqual([[1, 2, 3], [], []]);
});

test('a column of thousands of cards is cleared in a moment', async () => {
  const { dev, review } = board;
  await board.limit({ scope: 'board', max: 9000 });
  for (const [columnId, from] of [
    [dev, 1],
    [review, 3001],
  ])
    await place.rows(
      `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
       SELECT $1::uuid, $2, gen_random_uuid(), n, 'A card', $3, n, $5, $1::uuid, $5 FROM generate_series($4::int, $4 + 2999) n`,
      [...board.own, columnId, from, at],
    );
  const begun = performance.now();
  await place.rows('SELECT weir.rehouse($1, $2, $3, $4, $5)', [...board.own, dev, review, at]);
  const took = performance.now() - begun;
  const order = await orderOf(review);
  expect([order.length, order[0], order[3000], order[5999]]).toEqual([6000, 3001, 1, 3000]);
  // A scan of the other column for each card takes tens of seconds.
  expect(took).toBeLessThan(5000);
});

describe('passing a limit', () => {
  const named = (id: string, max: number, load: number) => ({
    reason: 'The customer waits',
    limits: [{ id, max, load }],
  });

  test('of mode warn needs nothing, and stands in the ledger', async () => {
    const id = await board.limit({
      scope: 'columns',
      columnIds: [board.dev, board.review],
      max: 0,
      mode: 'warn',
    });
    await board.card(board.queue);
    await move(1, { columnId: board.dev });
    const row = {
      limit_id: id,
      scope: 'columns',
      of: 'Dev + Review',
      mode: 'warn',
      max: 0,
      gain: 1,
      reason: null,
    };
    expect(await board.ledger()).toEqual([{ ...row, load: 0 }]);
    await board.card(board.review);
    expect(await board.ledger()).toEqual([
      { ...row, load: 0 },
      { ...row, load: 1 },
    ]);
  });

  test('of mode reason needs one, bound to the limit as it stands', async () => {
    const { queue, dev } = board;
    const id = await board.limit({ scope: 'column', columnId: dev, max: 1, mode: 'reason' });
    await board.card(dev);
    await board.card(queue);
    const refused = { refused: 'wip-limit-reached', limits: [{ id, max: 1, load: 1 }] };
    expect(await move(2, { columnId: dev })).toEqual(refused);
    expect(await move(2, { columnId: dev, override: named(board.id, 1, 1) })).toEqual(refused);
    for (const stale of [named(id, 1, 0), named(id, 2, 1)])
      expect(await move(2, { columnId: dev, override: stale })).toEqual({
        ...refused,
        refused: 'override-stale',
      });
    expect((await move(2, { columnId: dev, override: named(id, 1, 1) })).body).toMatchObject({
      columnId: dev,
    });
    expect(await board.ledger()).toMatchObject([
      { of: 'Dev', load: 1, gain: 1, reason: 'The customer waits' },
    ]);
    // It was for that move alone.
    await board.card(queue);
    expect(await move(3, { columnId: dev })).toMatchObject({ refused: 'wip-limit-reached' });
    expect((await refusal(board.card(dev))).code).toBe('WIP01');
  });

  test('never of mode block, and then all that it breaks are told', async () => {
    const { dev } = board;
    const soft = await board.limit({ scope: 'column', columnId: dev, max: 0, mode: 'reason' });
    const hard = await board.limit({ scope: 'board', max: 0 });
    await board.limit({ scope: 'swimlane', swimlaneId: board.red, max: 0, mode: 'warn' });
    await board.card(board.queue, { lane: board.red });
    const override = { reason: 'Because', limits: [soft, hard].map((id) => ({ id, max: 0, load: 0 })) };
    const { refused, limits } = await move(1, { columnId: dev, override });
    expect([refused, limits!.map(({ id }) => id)]).toEqual(['wip-limit-reached', [soft, hard].sort()]);
    expect(await board.ledger()).toEqual([]);
  });

  test('costs nothing where room came free, however stale', async () => {
    const id = await board.limit({ scope: 'column', columnId: board.dev, max: 1, mode: 'reason' });
    await board.card(board.queue);
    expect((await move(1, { columnId: board.dev, override: named(id, 1, 1) })).body).toBeTruthy();
    expect(await board.ledger()).toEqual([]);
  });

  test('draws on the budget of the month, as the board’s time zone has it', async () => {
    const { queue, dev } = board;
    await place.rows('UPDATE boards SET override_budget = 1 WHERE id = $1', [board.id]);
    await place.rows(
      "INSERT INTO intakes (workspace_id, board_id, time_zone) VALUES ($1, $2, 'Pacific/Auckland')",
      board.own,
    );
    const id = await board.limit({ scope: 'column', columnId: dev, max: 0, mode: 'reason' });
    for (let count = 0; count < 3; count += 1) await board.card(queue);
    // June in Auckland: from the 31st of May at noon, UTC.
    const passed = await move(1, { columnId: dev, override: named(id, 0, 0) }, '2026-05-31T12:30:00Z');
    expect(passed.body).toBeTruthy();
    const again = () => move(2, { columnId: dev, override: named(id, 0, 1) }, '2026-06-30T11:30:00Z');
    expect(await again()).toEqual({ refused: 'override-budget-spent', budget: 1, spent: 1 });
    const july = await move(2, { columnId: dev, override: named(id, 0, 1) }, '2026-06-30T12:30:00Z');
    expect(july.body).toBeTruthy();
    const [row] = await place.rows(
      `SELECT weir.spent($1, $2, '2026-07-05') AS july, weir.spent($1, $2, '2026-08-05') AS august`,
      board.own,
    );
    expect(row).toEqual({ july: 1, august: 0 });
  });

  test('a card made with its people is one command: its figures are those before it', async () => {
    const here = await board.limit({ scope: 'person', userId: bao, max: 0, mode: 'reason' });
    const all = await board.limit({ scope: 'board', max: 0, mode: 'reason' });
    const limits = [here, all].map((id) => ({ id, max: 0, load: 0 }));
    const card = {
      title: 'Urgent',
      columnId: board.dev,
      assigneeIds: [bao],
      override: { reason: 'An outage', limits },
    };
    const made = await call('create_card', ['019a3c00-0000-7000-8000-00000000c001', card]);
    expect(made.body).toMatchObject({ half: 'doing' });
    expect((await board.ledger()).map(({ limit_id, load }) => [limit_id, load]).sort()).toEqual(
      [here, all].map((id) => [id, 0]).sort(),
    );
    expect((await lastEvent()).changes[0].to).toMatchObject({
      assigneeIds: [bao],
      classOfService: 'standard',
      half: 'doing',
    });
  });

  test('of a person across boards is told on the board where it was passed', async () => {
    const id = await place.personLimit(bao, 0, 'reason');
    await board.card(board.queue, { people: [bao] });
    expect((await move(1, { columnId: board.dev, override: named(id, 0, 0) })).body).toBeTruthy();
    expect(await board.ledger()).toMatchObject([{ scope: 'person', of: 'Bao', limit_id: id }]);
  });

  test('leaves nothing of it to the next statement of the session', async () => {
    const [row] = await place.rows(
      `SELECT current_setting('weir.told', true) AS told, current_setting('weir.override', true) AS override`,
    );
    expect(row).toEqual({ told: '', override: '' });
  });
});
