import { expect, test } from '@jest/globals';
import { problemSchemas } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { boardIdsOf } from '../races/crowd.js';
import { defer } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { refusalOf } from '../support/refusals.js';
import { anAsker, balanceOf, ledgerOf, switchOff, switchOn } from './support.js';

const api = theApi();
const { manager, member, owner } = api.people;
const wide = { depth: 50, openPerRequester: 50 };
const urgent = () => ({ classOfService: 'fixedDate' as const, neededBy: api.day(30) });
const priced = (board: BoardUnderTest, thousandths: number) =>
  api.pool.query(
    `INSERT INTO board_prices (workspace_id, board_id, day, thousandths, level, at)
     SELECT workspace_id, id, current_date, $2, 1, now() FROM boards WHERE key = $1
     ON CONFLICT (workspace_id, board_id, day) DO UPDATE SET thousandths = excluded.thousandths`,
    [board.key, thousandths],
  );

beforeAll(() => switchOn());

test('a request costs the price of its board; without enough credits it is refused and nothing is saved', async () => {
  const [board, cheap] = [await aBoard().intake(wide).make(), await aBoard().intake(wide).make()];
  const ann = await anAsker('Ann');
  expect(await balanceOf(ann)).toBe(10);
  for (const _ of [1, 2]) expect((await ann.submit(board)).status).toBe(201);
  await priced(cheap, 2_499);
  const refused = await ann.submit(board);
  const problem = problemSchemas['credits-spent'].parse(refused.body);
  expect(problem).toMatchObject({ status: 429, price: 4, balance: 2, credits: 10, period: 'week' });
  expect(problem.freeClasses).toEqual(['expedite', 'fixedDate']);
  expect(problem.affordableBoards).toEqual([{ key: cheap.key, name: expect.any(String), price: 2 }]);
  expect(refused.headers.get('retry-after')).toBe(String(problem.retryAfterSeconds));
  const renews = Date.parse(problem.renewsAt) - api.clock.now().getTime();
  expect(Math.abs(renews / 1000 - problem.retryAfterSeconds)).toBeLessThan(5);
  expect((await board.read()).intake.waiting).toBe(2);
  expect(await ledgerOf(ann)).toEqual(['grant 10', 'charge asked -4 1', 'charge asked -4 2']);
  expect((await ann.submit(cheap)).status).toBe(201);
  expect(await balanceOf(ann)).toBe(0);
  // The refusal counts in the ledger of the intake.
  const { body } = await manager.get<{ refusedAtTheDoor: object[] }>(`${board.path}/intake/ledger`);
  expect(body.refusedAtTheDoor).toEqual([{ code: 'credits-spent', count: 1 }]);
});

test('a price above the one that the caller saw is refused with the new one, and a lower one is charged', async () => {
  const board = await aBoard().intake(wide).make();
  const ben = await anAsker('Ben');
  await priced(board, 5_000);
  expect(refusalOf(await ben.submit(board, { maxPrice: 4 }), 'price', 'maxPrice')).toEqual({
    status: 409,
    code: 'price-risen',
    price: 5,
    maxPrice: 4,
  });
  expect(await balanceOf(ben)).toBe(10);
  await ben.submit(board, { maxPrice: 6 });
  // The price of one call applies to that call only.
  await priced(board, 3_000);
  await ben.submit(board);
  expect(await ledgerOf(ben)).toEqual(['grant 10', 'charge asked -5 1', 'charge asked -3 2']);
  const id = `${board.path}/requests-by-external-id/ben`;
  expect(refusalOf(await ben.put(id, { title: 'By id', maxPrice: 2 }))).toMatchObject({
    code: 'price-risen',
  });
});

test('expedite and fixed-date requests are free, and a waiting request pays once when it becomes another class', async () => {
  const board = await aBoard().intake(wide).make();
  const cem = await anAsker('Cem');
  await cem.submit(board, urgent());
  await cem.submit(board, { classOfService: 'expedite' });
  expect(await ledgerOf(cem)).toEqual([]);
  expect(
    refusalOf(await cem.patchRequest(board, 1, { classOfService: 'standard', maxPrice: 3 })),
  ).toMatchObject({ code: 'price-risen' });
  await cem.patchRequest(board, 1, { classOfService: 'standard' });
  const changes = [
    { title: 'Still standard' },
    { classOfService: 'intangible' },
    { classOfService: 'fixedDate', neededBy: api.day(30) },
    { classOfService: 'standard' },
    { classOfService: 'fixedDate' },
    { classOfService: 'standard', maxPrice: 1 },
  ] as const;
  for (const change of changes) expect((await cem.patchRequest(board, 1, change)).status).toBe(200);
  // Its charge is kept in the meantime, so that the ledger does not grow with each change.
  expect(await ledgerOf(cem)).toEqual(['grant 10', 'charge asked -4 1']);
  await cem.submit(board);
  expect(refusalOf(await cem.patchRequest(board, 2, { classOfService: 'standard' }))).toEqual({
    status: 429,
    code: 'credits-spent',
  });
  expect((await cem.readRequest(board, 2)).body.classOfService).toBe('expedite');
});

test('plain SQL that inserts requests or changes their class is charged too, and an import is not', async () => {
  const board = await aBoard().intake(wide).make();
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  const dan = await anAsker('Dan');
  const insert = (count: number, classOfService = 'standard', setting = '') =>
    api.pool.query(
      `WITH s AS (SELECT set_config('weir.importing', $6, true))
       INSERT INTO requests (workspace_id, board_id, id, number, title, class_of_service, needed_by, requester_id, submitted_at, answer_by, expires_at)
       SELECT $1, $2, gen_random_uuid(), (SELECT coalesce(max(number), 0) FROM requests WHERE board_id = $2) + n, 'By hand',
              $5::class_of_service, '2100-01-01', $3, now(), now() + interval '1 day', now() + interval '2 days'
         FROM s, generate_series(1, $4::int) n`,
      [workspaceId, boardId, dan.id, count, classOfService, setting],
    );
  await expect(insert(3)).rejects.toMatchObject({ code: 'WIP00' });
  await insert(2);
  await insert(2, 'fixedDate');
  await insert(2, 'standard', 'on');
  expect(await ledgerOf(dan)).toEqual(['grant 10', 'charge asked -4 1', 'charge asked -4 2']);
  const change = api.pool.query(
    `UPDATE requests SET class_of_service = 'standard' WHERE board_id = $1 AND class_of_service = 'fixedDate'`,
    [boardId],
  );
  await expect(change).rejects.toMatchObject({ code: 'WIP00' });
  expect(await balanceOf(dan)).toBe(2);
});

test('a balance below zero, a second grant and a change of the ledger are refused in plain SQL', async () => {
  const eva = await anAsker('Eva');
  const board = await aBoard().intake(wide).make();
  await eva.submit(board);
  const entry = (kind: string, amount: number) =>
    api.pool.query(
      `INSERT INTO credit_entries (workspace_id, id, user_id, period, starts_on, kind, amount, at)
       SELECT workspace_id, $2, user_id, period, starts_on, $3::credit_entry_kind, $4, now() FROM credit_accounts WHERE user_id = $1`,
      [eva.id, uuid(), kind, amount],
    );
  await expect(entry('adjustment', -7)).rejects.toMatchObject({ code: 'WIP00' });
  await expect(entry('grant', 10)).rejects.toMatchObject({ code: '23505' });
  await entry('adjustment', -6);
  expect(await balanceOf(eva)).toBe(0);
  // A refund refunds exactly one charge.
  for (const [n, amount] of [
    [1, 1],
    [99, 4],
  ]) {
    const refund = api.pool.query(
      `INSERT INTO credit_entries (workspace_id, id, user_id, period, starts_on, kind, amount, at, board_id, request_id, n, price, reason)
       SELECT workspace_id, $2, user_id, period, starts_on, 'refund', $4, now(), board_id, request_id, $3, price, 'class'
         FROM credit_entries WHERE user_id = $1 AND kind = 'charge'`,
      [eva.id, uuid(), n, amount],
    );
    await expect(refund).rejects.toMatchObject({ code: '23000' });
  }
  for (const sql of [
    'DELETE FROM credit_rules',
    'UPDATE credit_entries SET amount = 0',
    'DELETE FROM credit_entries',
    'TRUNCATE credit_entries',
  ])
    await expect(api.pool.query(sql)).rejects.toMatchObject({ code: '23000' });
});

test('a board that is left out charges nothing, and the audit log says who left it out', async () => {
  const board = await aBoard().intake(wide).make();
  const fay = await anAsker('Fay');
  const price = `${board.path}/intake/price`;
  expect((await manager.put(price, { charged: false })).body).toMatchObject({ state: 'free', price: null });
  expect((await member.put(price, { charged: true })).status).toBe(403);
  await fay.submit(board);
  expect(await ledgerOf(fay)).toEqual([]);
  expect((await manager.put(price, { charged: true })).body).toMatchObject({ state: 'charged', price: 4 });
  await fay.submit(board);
  expect(await balanceOf(fay)).toBe(6);
  const log = await owner.get<{ items: { event: { type: string; change: object } }[] }>(
    '/v1/workspaces/demo/audit?type=credits&size=2',
  );
  expect(log.body.items.map(({ event }) => [event.type, event.change])).toEqual([
    ['credits.boardCharged', { board: board.key }],
    ['credits.boardFreed', { board: board.key }],
  ]);
});

test('a ticket costs at most the cost of the first request, and nothing if that was paid and left the board', async () => {
  const board = await aBoard().intake(wide).make();
  const gus = await anAsker('Gus');
  await gus.submit(board);
  await manager.answer(board, 1, defer(api.day(1)));
  expect(await balanceOf(gus)).toBe(10);
  await priced(board, 9_000);
  api.clock.pass({ days: 1 });
  await gus.askAgain(board, 1);
  await manager.answer(board, 2, { kind: 'accept', column: 'Ready' });
  await manager.archive(board, 1, { toRequester: { reason: 'noCapacity', message: 'We lost the room.' } });
  await gus.askAgain(board, 2);
  expect((await ledgerOf(gus)).slice(-3)).toEqual([
    'charge asked -4 2',
    'refund moved 4 2',
    'charge moved -4 3',
  ]);
  await manager.answer(board, 3, defer(api.day(2)));
  expect((await ledgerOf(gus)).at(-1)).toBe('refund defer 4 3');
  api.clock.reset();
});

test('switching the experiment off refunds waiting requests, and everybody can read the reason', async () => {
  const board = await aBoard().intake(wide).make();
  const hal = await anAsker('Hal');
  await hal.submit(board);
  await hal.submit(board);
  await manager.answer(board, 2, { kind: 'accept' });
  expect((await switchOff('Nobody asked any more')).body.ended).toMatchObject({
    reason: 'Nobody asked any more',
  });
  expect((await switchOff()).status).toBe(409);
  await hal.submit(board);
  expect(await ledgerOf(hal)).toEqual([
    'grant 10',
    'charge asked -4 1',
    'charge asked -4 2',
    'refund ended 4 1',
  ]);
  const read = await hal.get<{ rule: object; account: null }>('/v1/workspaces/demo/credits');
  expect(read.body).toMatchObject({ rule: { ended: { by: { name: owner.name } } }, account: null });
  expect((await hal.get(`${board.path}/intake/price`)).body).toMatchObject({ state: 'off', price: null });
  // The experiment is on again in the same period: spent credits stay spent.
  await switchOn();
  expect(await balanceOf(hal)).toBe(6);
  await hal.patchRequest(board, 1, urgent());
  await hal.patchRequest(board, 1, { classOfService: 'standard' });
  // An earlier request costs nothing.
  expect(await balanceOf(hal)).toBe(6);
});
