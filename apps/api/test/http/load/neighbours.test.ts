import { RefusalPace } from '../../../src/http/load/pace-refusals.js';
import { Turns } from '../../../src/http/load/turns.js';
import { all } from '../../races/crowd.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { aToken } from '../../workspaces/tokens/support.js';

const api = theApi({ WEIR_MAX_IN_FLIGHT: '400', WEIR_DATABASE_POOL: '6' });
const { manager, member } = api.people;

test('reads of a token that wait for the database leave it to others, the token’s own person too', async () => {
  const board = await aBoard(api).make();
  await board.cards('Ready', 1);
  const { caller } = await aToken(api, member);
  await caller.get(board.path);
  const lock = await api.pool.connect();
  await lock.query('BEGIN; LOCK TABLE comments');
  let open = 30;
  const slow = all(open, async () => {
    const answer = await caller.get(`${board.path}/cards/1/comments`);
    open -= 1;
    return answer;
  });
  try {
    for (const person of [manager, member])
      for (const path of ['/limits', '/events?after=0', '/pressure'])
        expect(await person.get(board.path + path)).toMatchObject({ status: 200 });
    expect(open).toBe(30);
  } finally {
    await lock.query('COMMIT');
    lock.release();
  }
  expect(new Set((await slow).map(({ status }) => status))).toEqual(new Set([200]));
});

test('a caller who goes on calling too much is refused at a bounded rate', async () => {
  const lock = await api.pool.connect();
  await lock.query('BEGIN; LOCK TABLE memberships');
  const begun = performance.now();
  let answered = 0;
  const answers = all(500, async () => {
    const answer = await manager.get('/v1/workspaces/demo/members');
    answered += 1;
    return answer;
  });
  while (answered < 401) await new Promise(setImmediate);
  expect(performance.now() - begun).toBeGreaterThan(1000);
  await lock.query('COMMIT');
  lock.release();
  const refused = (await answers).filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(400);
});

test('200 refusals of a caller are sent at once, 200 more in each second, and none later than four seconds', () => {
  const pace = new RefusalPace(200);
  const waits = Array.from({ length: 2000 }, () => pace.next('greedy', 10_000, 1));
  expect(waits.filter((wait) => wait <= 0)).toHaveLength(201);
  expect(waits[401]).toBeCloseTo(1005, 0);
  expect(Math.max(...waits)).toBe(4000);
  expect(pace.next('greedy', 10_000, 0)).toBe(2000);
  expect(pace.next('modest', 10_000, 1)).toBeLessThanOrEqual(0);
  expect(pace.next('greedy', 20_000, 1)).toBeLessThanOrEqual(0);
});

test('each caller does so many things at a time, in the order in which they came', async () => {
  const turns = new Turns(2);
  const begun: string[] = [];
  const begin = (name: string, caller = 'one') =>
    turns.take(caller).then((end) => {
      begun.push(name);
      return end;
    });
  const [first, , third] = [begin('first'), begin('second'), begin('third'), begin('fourth')];
  await begin('other', 'another');
  expect(begun).toEqual(['first', 'second', 'other']);
  (await first)();
  const end = await third;
  expect(begun).toEqual(['first', 'second', 'other', 'third']);
  end();
  await new Promise(setImmediate);
  expect(begun.at(-1)).toBe('fourth');
});
