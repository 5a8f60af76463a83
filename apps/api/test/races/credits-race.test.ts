import { expect, test } from '@jest/globals';
import type { OwnCredits } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { isDeep } from '../model/depth.js';
import { decline } from '../support/answers.js';
import { aBoard } from '../support/board.js';
import { untilWaiting, whileClockIsHeld } from '../support/board-clock.js';
import { all, type BoardIds, boardIdsOf, deadlocksOf, type Isolation } from './crowd.js';
import { twoInstances } from './instances.js';
import { statusesOf } from './outcomes.js';

const { api, second, aCrowd } = twoInstances();
const { owner, manager } = api.people;
const credits = '/v1/workspaces/demo/credits';
const wide = { depth: 500, openPerRequester: 500 };
const rounds = isDeep ? 20 : 1;

beforeAll(() =>
  owner.put(`${credits}/rule`, { credits: 10, period: 'week', timeZone: 'UTC', startPrice: 3, maxPrice: 10 }),
);

/** Inserts a request as an import by hand does. */
function insertion({ workspaceId, boardId }: BoardIds, userId: string, n: number): [string, unknown[]] {
  const sql = `
    INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at)
    VALUES ($1, $2, $3, $4, 'By hand', $5, now(), now() + interval '1 day', now() + interval '2 days')`;
  return [sql, [workspaceId, boardId, uuid(), 10_000 + n, userId]];
}

const balance = async (user: { get: typeof manager.get }) =>
  (await user.get<OwnCredits>(credits)).body.account?.balance;

test('credits for three requests accept three of twenty submissions at once, on two boards and two instances', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const boards = [await aBoard().intake(wide).make(), await aBoard().intake(wide).make()];
    const ann = await api.addRequester(`Ann ${round}`);
    const there = ann.at(() => ({ origin: second.people.owner.origin, schemas: api.endpoint.schemas }));
    const answers = await all(20, (n) => (n % 2 === 0 ? ann : there).submit(boards[(n >> 1) % 2]!));
    expect(statusesOf(answers)).toEqual({ 201: 3, 429: 17 });
    expect(await balance(ann)).toBe(1);
  }
});

test.each<[Isolation]>([['READ COMMITTED'], ['REPEATABLE READ'], ['SERIALIZABLE']])(
  'credits for three let in three of twenty submissions at once, half of them plain SQL at %s',
  async (isolation) => {
    const sql = aCrowd(isolation, 10);
    const before = await deadlocksOf(api);
    for (let round = 0; round < rounds; round += 1) {
      const boards = [await aBoard().intake(wide).make(), await aBoard().intake(wide).make()];
      const places = await Promise.all(boards.map((board) => boardIdsOf(api, board)));
      const ben = await api.addRequester(`Ben ${isolation} ${round}`);
      const outcomes = await all(20, async (n) => {
        const at = (n >> 1) % 2;
        if (n % 2 === 0)
          return sql.write('SELECT count(*) FROM credit_entries', ...insertion(places[at]!, ben.id, n));
        return (await ben.submit(boards[at]!)).status === 201 ? 'done' : 'refused';
      });
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(3);
      expect(await balance(ben)).toBe(1);
    }
    expect(await deadlocksOf(api, sql)).toBe(before);
  },
);

test('a request that is answered, withdrawn and moved to a free class at once is refunded once', async () => {
  for (let round = 0; round < (isDeep ? 30 : 5); round += 1) {
    const board = await aBoard().intake(wide).make();
    const cem = await api.addRequester(`Cem ${round}`);
    await cem.submit(board);
    const answers = await Promise.all([
      manager.answer(board, 1, decline),
      second.people.owner.answer(board, 1, decline),
      cem.withdraw(board, 1),
      owner.put(`${credits}/rule/end`, { reason: 'To see who is first' }),
    ]);
    expect(statusesOf(answers)).toEqual({ 200: 2, 409: 2 });
    await owner.put(`${credits}/rule`, {
      ...{ credits: 10, period: 'week', timeZone: 'UTC', startPrice: 3, maxPrice: 10 },
    });
    expect(await balance(cem)).toBe(10);
    const { rows } = await api.pool.query(
      `SELECT count(*)::int FROM credit_entries WHERE user_id = $1 AND kind = 'refund'`,
      [cem.id],
    );
    expect(rows[0].count).toBe(1);
  }
});

test('answers that are sent together on two boards do not deadlock on the accounts of the same people', async () => {
  const people = await all(8, (n) => api.addRequester(`Dan ${n}`));
  const [board, other] = [await aBoard().intake(wide).make(), await aBoard().intake(wide).make()];
  for (const person of people) for (const each of [board, other]) await person.submit(each);
  const before = await deadlocksOf(api);
  const answers = await whileClockIsHeld(
    api,
    board,
    () =>
      whileClockIsHeld(
        api,
        other,
        // In opposite orders. Two writes of a board run at once, and the others are sent together.
        () =>
          all(16, (n) =>
            manager.answer(n % 2 === 0 ? board : other, n % 2 === 0 ? n / 2 + 1 : 8 - (n >> 1), decline),
          ),
        { waiting: 2 },
      ),
    { waiting: 2 },
  );
  expect(statusesOf(answers)).toEqual({ 200: 16 });
  for (const person of people) expect(await balance(person)).toBe(10);
  expect(await deadlocksOf(api)).toBe(before);
});

test('an answer that meets a refund of the same request waits for it, and refunds nothing', async () => {
  const board = await aBoard().intake(wide).make();
  const fay = await api.addRequester('Fay');
  await fay.submit(board);
  const holder = await api.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`SELECT weir.refund_request(r, 'ended') FROM requests r WHERE r.requester_id = $1`, [
      fay.id,
    ]);
    const answer = manager.answer(board, 1, decline);
    await untilWaiting(api.pool, 1);
    await holder.query('COMMIT');
    expect((await answer).status).toBe(200);
  } finally {
    holder.release();
  }
  expect(await balance(fay)).toBe(10);
});

test('the job refunds a charge from the moment in which the experiment ends', async () => {
  const board = await aBoard().intake(wide).make();
  const eva = await api.addRequester('Eva');
  await eva.submit(board);
  // As if the charge had been committed after the end looked for it.
  await api.pool.query(
    `UPDATE credit_rules SET ended_at = now(), end_reason = 'By hand', ended_by = NULL WHERE ended_at IS NULL`,
  );
  const run = () => api.service('EndedCreditsService').refund();
  await Promise.all([run(), run(), run()]);
  const { rows } = await api.pool.query(
    `SELECT kind, reason FROM credit_entries WHERE user_id = $1 AND kind = 'refund'`,
    [eva.id],
  );
  expect(rows).toEqual([{ kind: 'refund', reason: 'ended' }]);
});
