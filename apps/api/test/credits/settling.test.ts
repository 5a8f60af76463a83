import { expect, test } from '@jest/globals';
import { boardIdsOf } from '../races/crowd.js';
import { decline, defer, displacing } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { anAsker, balanceOf, ledgerOf, switchOn } from './support.js';

const api = theApi();
const { manager, member, owner } = api.people;
const wide = { depth: 50, openPerRequester: 50 };
const urgent = () => ({ classOfService: 'fixedDate', neededBy: api.day(30) });

beforeAll(() => switchOn({ credits: 40, maxPrice: 40 }));

test('every not-now, a duplicate and a withdrawal refund a request, and an acceptance does not', async () => {
  const board = await aBoard().intake(wide).make();
  const ann = await anAsker('Ann');
  for (let n = 1; n <= 6; n += 1) await ann.submit(board);
  await manager.answer(board, 1, decline);
  await manager.answer(board, 2, defer(api.day(3)));
  await manager.answer(board, 3, { kind: 'duplicate', of: 5 });
  await ann.withdraw(board, 4);
  await manager.answer(board, 5, { kind: 'accept', column: 'Ready' });
  await manager.answer(board, 6, { kind: 'trade', displaces: 1, ...displacing, until: api.day(9) });
  expect((await ledgerOf(ann)).slice(7)).toEqual([
    'refund decline 4 1',
    'refund defer 4 2',
    'refund duplicate 4 3',
    'refund withdrawn 4 4',
  ]);
  expect(await balanceOf(ann)).toBe(40 - 2 * 4);
});

test('the system refunds a request that expires, and a request that is shed on arrival', async () => {
  const board = await aBoard()
    .intake({
      ...wide,
      highWatermark: 2,
      lowWatermark: 1,
      answerWithinHours: 1,
      graceHours: 0,
      remindBeforeHours: null,
    })
    .make();
  const ben = await anAsker('Ben');
  await ben.submit(board);
  await ben.submit(board);
  expect((await ben.submit(board)).body.answer).toMatchObject({ kind: 'shed' });
  api.clock.pass({ days: 5 });
  await api.service('SweepService').sweep();
  await api.service('SweepService').sweep();
  api.clock.reset();
  expect(await ledgerOf(ben)).toEqual([
    'grant 40',
    'charge asked -4 1',
    'charge asked -4 2',
    'charge asked -4 3',
    'refund shed 4 2',
    'refund shed 4 3',
    'refund expired 4 1',
  ]);
});

test('plain SQL that answers a request refunds it once, and charges it again where the answer becomes an acceptance', async () => {
  const board = await aBoard().intake(wide).make();
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  const cem = await anAsker('Cem');
  await cem.submit(board);
  const answer = () =>
    api.pool.query(
      `INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, at)
       SELECT workspace_id, board_id, id, 'decline', 'notAligned', 'Not what we do here.', now() FROM requests
        WHERE workspace_id = $1 AND board_id = $2`,
      [workspaceId, boardId],
    );
  await answer();
  await api.pool.query('DELETE FROM answers WHERE workspace_id = $1 AND board_id = $2', [
    workspaceId,
    boardId,
  ]);
  await answer();
  const asked = ['grant 40', 'charge asked -4 1', 'refund decline 4 1'];
  expect(await ledgerOf(cem)).toEqual(asked);
  await api.pool.query('DELETE FROM answers WHERE workspace_id = $1 AND board_id = $2', [
    workspaceId,
    boardId,
  ]);
  await manager.answer(board, 1, { kind: 'accept' });
  expect(await ledgerOf(cem)).toEqual([...asked, 'charge accepted -4 1']);
});

test('a card of a free class that gets another class before it is delivered is charged once, and is not refused for its price', async () => {
  const board = await aBoard().intake(wide).make();
  const [ida, jon] = [await anAsker('Ida'), await anAsker('Jon')];
  await ida.submit(board, urgent());
  await jon.submit(board);
  for (const n of [1, 2]) await manager.answer(board, n, { kind: 'accept', classOfService: 'expedite' });
  await owner.post('/v1/workspaces/demo/credits/adjustments', {
    user: ida.id,
    amount: -39,
    note: 'Nearly all',
  });
  for (const classOfService of ['standard', 'fixedDate', 'intangible', 'fixedDate', 'standard']) {
    for (const n of [1, 2]) {
      const change = { classOfService, ...(classOfService === 'fixedDate' && { dueOn: api.day(30) }) };
      expect((await member.patchCard(board, n, change)).status).toBe(200);
    }
  }
  expect(await ledgerOf(ida)).toEqual([
    'grant 40',
    'adjustment -39',
    'charge accepted -1 1',
    'grant 40',
    'charge accepted -3 1',
  ]);
  expect(await ledgerOf(jon)).toEqual([
    'grant 40',
    'charge asked -4 2',
    'refund class 4 2',
    'charge accepted -4 2',
  ]);
});

test('a card that is delivered costs nothing more when its class changes', async () => {
  const board = await aBoard().intake(wide).make();
  const kim = await anAsker('Kim');
  await kim.submit(board, urgent());
  await manager.answer(board, 1, { kind: 'accept' });
  await member.moveCard(board, 1, { column: 'Done' });
  expect((await member.patchCard(board, 1, { classOfService: 'standard' })).status).toBe(200);
  expect(await ledgerOf(kim)).toEqual([]);
});

test('a redirected claim from before the experiment costs nothing on the other board', async () => {
  const [board, other] = [await aBoard().intake(wide).make(), await aBoard().intake(wide).make()];
  const lea = await anAsker('Lea');
  await lea.submit(board, urgent());
  await api.pool.query(`UPDATE credit_rules SET since = clock_timestamp()`);
  await lea.submit(board, urgent());
  for (const n of [1, 2]) {
    await manager.answer(board, n, { kind: 'redirect', board: other.key, message: 'That team can do it.' });
    await manager.answer(other, n, { kind: 'accept', classOfService: 'standard' });
  }
  expect(await ledgerOf(lea)).toEqual(['grant 40', 'charge accepted -4 2']);
});

test('the payment of a redirected request moves with it, and is refunded if the other board says no', async () => {
  const [board, other] = [await aBoard().intake(wide).make(), await aBoard().intake(wide).make()];
  const dan = await anAsker('Dan');
  await dan.submit(board);
  await dan.submit(board, urgent());
  const message = 'That team can do it.';
  for (const n of [1, 2]) await manager.answer(board, n, { kind: 'redirect', board: other.key, message });
  expect(await ledgerOf(dan)).toEqual([
    'grant 40',
    'charge asked -4 1',
    'refund moved 4 1',
    'charge moved -4 1',
  ]);
  await manager.answer(other, 1, decline);
  expect((await ledgerOf(dan)).at(-1)).toBe('refund decline 4 1');
  expect(await balanceOf(dan)).toBe(40);
});

test('a request that is accepted in part is paid once, and its remaining part costs nothing when it is asked again', async () => {
  const board = await aBoard().intake(wide).make();
  const eva = await anAsker('Eva');
  await eva.submit(board);
  const rest = {
    title: 'The rest',
    reason: 'tooLarge',
    message: 'Later, in the new year.',
    until: api.day(1),
  };
  expect((await manager.answer(board, 1, { kind: 'acceptPart', title: 'A part', rest })).status).toBe(200);
  api.clock.pass({ days: 1 });
  expect((await eva.askAgain(board, 2)).status).toBe(201);
  await manager.answer(board, 3, defer(api.day(1)));
  api.clock.pass({ days: 1 });
  expect((await eva.askAgain(board, 3)).status).toBe(201);
  api.clock.reset();
  expect((await ledgerOf(eva)).filter((entry) => entry !== 'grant 40')).toEqual([
    'charge asked -4 1',
    'charge asked 0 3',
    'refund defer 0 3',
    'charge asked 0 4',
  ]);
});

test('the class of the card counts: a free claim that is accepted as standard is charged, and the reverse is refunded', async () => {
  const board = await aBoard().intake(wide).make();
  const fay = await anAsker('Fay');
  await fay.submit(board, urgent());
  await fay.submit(board, urgent());
  await fay.submit(board);
  await manager.answer(board, 1, { kind: 'accept', classOfService: 'standard' });
  await manager.answer(board, 2, { kind: 'accept' });
  await manager.answer(board, 3, { kind: 'accept', classOfService: 'expedite' });
  expect(await ledgerOf(fay)).toEqual([
    'grant 40',
    'charge asked -4 3',
    'charge accepted -4 1',
    'refund class 4 3',
  ]);
});

test('a claim that turns out to be standard uses the balance, then the next period; the answer is never refused', async () => {
  const board = await aBoard().intake(wide).make();
  const gus = await anAsker('Gus');
  await owner.post('/v1/workspaces/demo/credits/adjustments', {
    user: gus.id,
    amount: -38,
    note: 'To begin with',
  });
  await gus.submit(board, urgent());
  expect((await manager.answer(board, 1, { kind: 'accept', classOfService: 'standard' })).status).toBe(200);
  expect(await ledgerOf(gus)).toEqual([
    'grant 40',
    'adjustment -38',
    'charge accepted -2 1',
    'grant 40',
    'charge accepted -2 1',
  ]);
  expect(await balanceOf(gus)).toBe(0);
  api.clock.pass({ days: 7 });
  expect(await balanceOf(gus)).toBe(38);
  api.clock.reset();
});

test('a refund belongs to the period of its charge', async () => {
  const board = await aBoard().intake(wide).make();
  const hal = await anAsker('Hal');
  await hal.submit(board);
  api.clock.pass({ days: 7 });
  await hal.submit(board);
  await manager.answer(board, 1, decline);
  expect(await balanceOf(hal)).toBe(36);
  await manager.answer(board, 2, decline);
  expect(await balanceOf(hal)).toBe(40);
  api.clock.reset();
  expect(await balanceOf(hal)).toBe(40);
});
