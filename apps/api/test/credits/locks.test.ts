import { expect, test } from '@jest/globals';
import { all, boardIdsOf, deadlocksOf } from '../races/crowd.js';
import { statusesOf } from '../races/outcomes.js';
import { decline } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { untilWaiting } from '../support/board-clock.js';
import type { Person } from '../support/person.js';
import { anAsker, balanceOf, ledgerOf, switchOff, switchOn } from './support.js';

const api = theApi();
const { manager, stranger } = api.people;
const wide = { depth: 50, openPerRequester: 50 };
const message = 'That team can do it.';

beforeEach(() => switchOn({ credits: 20 }));

/** Runs `write` while another transaction has run `sql`, then commits that one. Resolves with the answer to the write. */
async function whileHeld<T>(
  sql: string,
  values: unknown[],
  write: () => Promise<T>,
  waits: boolean,
): Promise<T> {
  const holder = await api.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(sql, values);
    const written = write();
    if (waits) await untilWaiting(api.pool, 1);
    else await written;
    await holder.query('COMMIT');
    return await written;
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}

const lockAccount = 'UPDATE credit_accounts SET taken = taken + 1 WHERE user_id = $1';

/** A board that sheds the newest requests when one more arrives. */
async function aFullBoard(asker: Person): Promise<BoardUnderTest> {
  const board = await aBoard()
    .intake({ ...wide, highWatermark: 2, lowWatermark: 1 })
    .make();
  for (const _ of [1, 2]) await asker.submit(board);
  return board;
}

test('a submission that sheds the request of a person who is paying elsewhere does not wait for their account', async () => {
  const [ann, bo] = [await anAsker('Ann'), await anAsker('Bo')];
  const board = await aFullBoard(ann);
  expect((await whileHeld(lockAccount, [ann.id], () => bo.submit(board), false)).status).toBe(201);
  expect(await ledgerOf(ann)).toContain('refund shed 4 2');
});

test('two boards that shed the requests of each other’s requesters at once do not lock each other out', async () => {
  const before = await deadlocksOf(api);
  const pairs = await all(6, async (n) => {
    const [one, other] = [await anAsker(`One ${n}`), await anAsker(`Other ${n}`)];
    return [
      [one, await aFullBoard(other)],
      [other, await aFullBoard(one)],
    ] as const;
  });
  const answers = await Promise.all(pairs.flat().map(([person, board]) => person.submit(board)));
  expect(statusesOf(answers)).toEqual({ 201: 12 });
  for (const [person] of pairs.flat()) expect(await balanceOf(person)).toBe(16);
  expect(await deadlocksOf(api)).toBe(before);
});

test('a request that is redirected while the experiment ends is refunded once, and the redirect succeeds', async () => {
  const [board, other] = [await aBoard().intake(wide).make(), await aBoard().intake(wide).make()];
  const { workspaceId } = await boardIdsOf(api, board);
  const cem = await anAsker('Cem');
  await cem.submit(board);
  const end = `
    WITH ended AS (UPDATE credit_rules SET ended_at = now(), end_reason = 'By hand' WHERE workspace_id = $1 RETURNING workspace_id)
    SELECT weir.refund_charges(r.workspace_id, r.board_id, r.id, 'ended')
      FROM ended e JOIN requests r ON r.workspace_id = e.workspace_id AND r.requester_id = $2`;
  const redirect = () => manager.answer(board, 1, { kind: 'redirect', board: other.key, message });
  expect((await whileHeld(end, [workspaceId, cem.id], redirect, true)).status).toBe(200);
  expect(await ledgerOf(cem)).toEqual(['grant 20', 'charge asked -4 1', 'refund ended 4 1']);
});

test('each charge is refunded once, whether a redirect or the end of the experiment comes first', async () => {
  for (let round = 0; round < 4; round += 1) {
    await switchOn({ credits: 20 });
    const [board, other] = [await aBoard().intake(wide).make(), await aBoard().intake(wide).make()];
    const people = await all(3, (n) => anAsker(`Dan ${round} ${n}`));
    for (const person of people) await person.submit(board);
    const redirects = all(3, (n) =>
      manager.answer(board, n + 1, { kind: 'redirect', board: other.key, message }),
    );
    const answers = await Promise.all([redirects, switchOff()]);
    expect(statusesOf(answers.flat())).toEqual({ 200: 4 });
    await api.service('EndedCreditsService').refund();
    await switchOn({ credits: 20 });
    for (const person of people) expect(await balanceOf(person)).toBe(20);
  }
});

test('the end of the experiment waits for no answer, and the job refunds the requests that it skipped', async () => {
  const board = await aBoard().intake(wide).make();
  const eva = await anAsker('Eva');
  await eva.submit(board);
  const lockRequest = 'SELECT FROM requests WHERE requester_id = $1 FOR NO KEY UPDATE';
  expect((await whileHeld(lockRequest, [eva.id], () => switchOff(), false)).status).toBe(200);
  expect(await ledgerOf(eva)).toEqual(['grant 20', 'charge asked -4 1']);
  await api.service('EndedCreditsService').refund();
  await manager.answer(board, 1, decline);
  expect(await ledgerOf(eva)).toEqual(['grant 20', 'charge asked -4 1', 'refund ended 4 1']);
});

test('a workspace whose refunds fail does not stop those of others', async () => {
  await stranger.put('/v1/workspaces/other/credits/rule', {
    ...{ credits: 10, period: 'week', timeZone: 'UTC', startPrice: 4, maxPrice: 10 },
  });
  const [board, theirs] = [await aBoard().intake(wide).make(), await aBoard().intake(wide).make('other')];
  const fay = await anAsker('Fay');
  await fay.submit(board);
  expect((await stranger.submit(theirs)).status).toBe(201);
  const { workspaceId } = await boardIdsOf(api, theirs);
  await api.pool.query(`
    CREATE FUNCTION weir.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no refunds here'; END $$;
    CREATE TRIGGER fail BEFORE INSERT ON credit_entries FOR EACH ROW
      WHEN (NEW.kind = 'refund' AND NEW.workspace_id = '${workspaceId}') EXECUTE FUNCTION weir.fail();
    UPDATE credit_rules SET ended_at = now() - (workspace_id = '${workspaceId}')::int * interval '1 minute', end_reason = 'By hand'`);
  await api.service('EndedCreditsService').refund();
  await api.pool.query('DROP TRIGGER fail ON credit_entries; DROP FUNCTION weir.fail()');
  expect((await ledgerOf(fay)).at(-1)).toBe('refund ended 4 1');
});
