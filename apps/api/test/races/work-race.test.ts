import { expect, test } from '@jest/globals';
import { toRequester } from '../support/answers.js';
import { aBoard } from '../support/board.js';
import { all, deadlocksOf } from './crowd.js';
import { twoInstances } from './instances.js';

const { api, second } = twoInstances();
const as = (n: number, who: 'manager' | 'member') => (n % 2 === 0 ? api : second).people[who];
const sweepOf = (n: number) => (n % 2 === 0 ? api : second).service('SweepService').sweep();
const cards = 12;

test('instances that sweep at once announce each step once, whether a card was delivered or put back', async () => {
  const before = await deadlocksOf(api);
  const board = await aBoard().intake({ depth: 50, openPerRequester: 50 }).make();
  for (let n = 1; n <= cards; n += 1) {
    await board.ask(`Thing ${n}`);
    await api.people.manager.answer(board, n, { kind: 'accept', column: 'Doing' });
  }
  await all(2 * cards, (n) => {
    const card = 1 + (n >> 1);
    return n % 2 === 0
      ? as(card, 'member').moveCard(board, card, { column: 'Done' })
      : as(card + 1, 'member').moveCard(board, card, { column: 'Ready', toRequester });
  });
  const { rows: states } = await api.pool.query<{ last: string; wanted: string }>(
    `SELECT (weir.last_step(c.workspace_id, c.board_id, c.request_id)).state::text AS last,
            CASE WHEN c.delivered_at IS NULL THEN 'putBack' ELSE 'delivered' END AS wanted
       FROM cards c JOIN boards b ON b.id = c.board_id WHERE b.key = $1`,
    [board.key],
  );
  expect(states).toHaveLength(cards);
  for (const { last, wanted } of states) expect(last).toBe(wanted);

  api.clock.pass({ minutes: 2 });
  await all(8, sweepOf);
  await all(8, sweepOf);
  const { rows: announced } = await api.pool.query(
    `SELECT count(*)::int, count(DISTINCT n.request_id)::int AS requests,
            count(*) FILTER (WHERE n.kind::text = (weir.last_step(n.workspace_id, n.board_id, n.request_id)).state::text)::int AS now
       FROM notices n JOIN boards b ON b.id = n.board_id WHERE b.key = $1 AND n.kind IN ('delivered', 'putBack')`,
    [board.key],
  );
  expect(announced).toEqual([{ count: cards, requests: cards, now: cards }]);

  // An instance that starts again knows nothing of earlier sweeps, and announces nothing again.
  const another = await builtApi.makeApplication(api.env, api.clock);
  await builtApi.serviceOf(another, 'SweepService').sweep();
  await another.close();
  const { rows: still } = await api.pool.query(
    `SELECT count(*)::int FROM notices n JOIN boards b ON b.id = n.board_id WHERE b.key = $1 AND n.kind NOT IN ('newRequest', 'answered')`,
    [board.key],
  );
  expect(still).toEqual([{ count: cards }]);
  expect(await deadlocksOf(api, second)).toBe(before);
});
