import { expect, test } from '@jest/globals';
import { defer, toRequester } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Person } from '../support/person.js';
import { anAsker, balanceOf, ledgerOf, switchOff, switchOn } from './support.js';

const api = theApi();
const { manager, member } = api.people;
const wide = { depth: 50, openPerRequester: 50 };
const rest = { title: 'The rest', reason: 'tooLarge', message: 'Later, in the new year.' } as const;

beforeEach(() => switchOn());
afterEach(() => api.clock.reset());

/** Accepted, paid, archived and asked again as request 2, which took the payment over. */
async function archivedAndAskedAgain(board: BoardUnderTest, asker: Person): Promise<void> {
  await asker.submit(board);
  await manager.answer(board, 1, { kind: 'accept', column: 'Ready' });
  await manager.archive(board, 1, { toRequester });
  expect((await asker.askAgain(board, 1)).status).toBe(201);
}

const moved = ['grant 10', 'charge asked -4 1', 'refund moved 4 1', 'charge moved -4 2'];

test('work that comes back from the archive is paid again after its ticket gave the credits back', async () => {
  const board = await aBoard().intake(wide).make();
  const ann = await anAsker('Ann');
  await archivedAndAskedAgain(board, ann);
  await ann.withdraw(board, 2);
  expect(await balanceOf(ann)).toBe(10);
  expect((await member.restore(board, 1)).status).toBe(200);
  const paid = [...moved, 'refund withdrawn 4 2', 'charge accepted -4 1'];
  expect(await ledgerOf(ann)).toEqual(paid);
  await manager.archive(board, 1, { toRequester });
  await member.restore(board, 1);
  expect(await ledgerOf(ann)).toEqual(paid);
});

test('a board that comes back from the archive brings unpaid work back, and it is paid again', async () => {
  const board = await aBoard().intake(wide).make();
  const ben = await anAsker('Ben');
  await archivedAndAskedAgain(board, ben);
  await manager.answer(board, 2, defer(api.day(9)));
  await manager.patch(board.path, { archived: true });
  await api.pool.query(
    'UPDATE cards c SET archived_at = NULL FROM boards b WHERE b.id = c.board_id AND b.key = $1',
    [board.key],
  );
  await manager.patch(board.path, { archived: false });
  expect(await ledgerOf(ben)).toEqual([...moved, 'refund defer 4 2', 'charge accepted -4 1']);
});

test('a ticket costs nothing if the first request had a charged class and cost nothing, and costs the price after a free class', async () => {
  const board = await aBoard().intake(wide).make();
  const cem = await anAsker('Cem');
  await switchOff();
  await cem.submit(board);
  await cem.submit(board, { classOfService: 'fixedDate', neededBy: api.day(30) });
  await switchOn();
  for (const n of [1, 2]) await manager.answer(board, n, defer(api.day(1)));
  api.clock.pass({ days: 1 });
  for (const n of [1, 2]) expect((await cem.askAgain(board, n)).status).toBe(201);
  await cem.patchRequest(board, 4, { classOfService: 'standard' });
  expect((await ledgerOf(cem)).filter((entry) => entry !== 'grant 10')).toEqual([
    'charge asked 0 3',
    'charge asked -4 4',
  ]);
});

test('a claim that was paid with its answer moves the payment to the request that asks it again', async () => {
  const board = await aBoard().intake(wide).make();
  const dan = await anAsker('Dan');
  await dan.submit(board, { classOfService: 'fixedDate', neededBy: api.day(30) });
  await manager.answer(board, 1, { kind: 'accept', column: 'Ready', classOfService: 'standard' });
  await manager.archive(board, 1, { toRequester });
  await dan.askAgain(board, 1);
  await manager.answer(board, 2, { kind: 'accept', column: 'Ready', classOfService: 'standard' });
  expect(await ledgerOf(dan)).toEqual([
    'grant 10',
    'charge accepted -4 1',
    'refund moved 4 1',
    'charge moved -4 2',
  ]);
});

test('the remaining part of a request of a free class is not paid with the accepted part', async () => {
  const board = await aBoard().intake(wide).make();
  const eva = await anAsker('Eva');
  await eva.submit(board, { classOfService: 'fixedDate', neededBy: api.day(30) });
  const part = { kind: 'acceptPart', title: 'A part', rest: { ...rest, until: api.day(1) } };
  expect((await manager.answer(board, 1, part)).status).toBe(200);
  api.clock.pass({ days: 1 });
  expect((await eva.askAgain(board, 2)).status).toBe(201);
  await eva.patchRequest(board, 3, { classOfService: 'standard' });
  expect((await ledgerOf(eva)).at(-1)).toBe('charge asked -4 3');
});
