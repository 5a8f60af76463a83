import { once } from 'node:events';
import { request } from 'node:http';
import { expect, test } from '@jest/globals';
import { all } from '../races/crowd.js';
import { twoInstances } from '../races/instances.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Person } from '../support/person.js';
import { claim, claimed, holding } from './claimed.js';

const { api, second } = twoInstances();
const { member, secondMember, manager } = api.people;

/** Counts the claims that this instance sends to the database from now on. */
function countAttempts() {
  const pool = api.service('Pool');
  const { query } = pool;
  let count = 0;
  pool.query = ((...given: [{ name?: string }]) => {
    if (given[0].name === 'claim-card') count += 1;
    return query.apply(pool, given as never);
  }) as typeof query;
  return () => {
    pool.query = query;
    return count;
  };
}

test('a claim that waits gets the next card at once, whichever instance made it', async () => {
  const board = await aBoard().make();
  for (const from of [api, second]) {
    const waiting = claimed(secondMember, board, {}, '?wait=30');
    await member.get(board.path);
    const { body } = await from.people.member.createCard(board, { column: 'Ready' });
    expect((await waiting).number).toBe(body.number);
  }
  // Preferences are followed as far as the server waits.
  const preferring = secondMember.post<{ card: { number: number } }>(
    `${board.path}/claims`,
    {},
    { prefer: 'wait=600' },
  );
  const { body } = await member.createCard(board, { column: 'Ready' });
  expect((await preferring).body.card.number).toBe(body.number);
});

test('a claim waits for room as for a card, and is answered with the facts when its time is over', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  await board.cards('Ready', 2);
  const { number, token } = await claimed(member, board);
  const waiting = claimed(secondMember, board, {}, '?wait=30');
  await holding(member, board, number, token).complete();
  expect((await waiting).number).toBe(2);
  expect(await claim(secondMember, board, {}, '?wait=1')).toMatchObject({
    status: 409,
    body: { code: 'nothing-to-claim', waiting: 0 },
  });
  for (const wait of ['31', '-1', 'x'])
    expect(await claim(secondMember, board, {}, `?wait=${wait}`)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'wait', code: 'claimWait' }] },
    });
});

test('cards go to waiting claims one by one, and a claim whose caller has gone gets none', async () => {
  const board = await aBoard().make();
  await hangUp(member, board);
  const waiting = all(12, (n) =>
    claimed((n % 2 === 0 ? api : second).people[n % 3 === 0 ? 'manager' : 'member'], board, {}, '?wait=30'),
  );
  const numbers = await board.cards('Ready', 12);
  const taken = (await waiting).map(({ number }) => number);
  expect(taken.toSorted((one, other) => one - other)).toEqual(numbers);
  const { cards } = await board.read();
  expect(cards.filter(({ lease }) => lease)).toHaveLength(12);
});

test('a person has a bounded number of claims that wait', async () => {
  const board = await aBoard().make();
  const waiting = all(130, () => claim(manager, board, {}, '?wait=2'));
  const outside = await all(5, () => manager.post('/v1/workspaces/elsewhere/boards/B/claims?wait=2', {}));
  expect(outside.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  const codes = (await waiting).map(({ body }) => body.code);
  expect(new Set(codes)).toEqual(new Set(['nothing-to-claim', 'rate-limited']));
});

test('claims that wait ask only when the board changes, however many they are', async () => {
  const board = await aBoard().make();
  const attempts = countAttempts();
  const waiting = all(20, () => claim(member, board, {}, '?wait=2'));
  await member.get(board.path);
  await board.cards('Doing', 2);
  await waiting;
  // Each once at the start, then for each change, the first look and the end one for all that are alike.
  expect(attempts()).toBeLessThanOrEqual(20 + 8);
});

/** Waits for a card and hangs up. Resolves when the server has noticed. */
async function hangUp(by: Person, board: BoardUnderTest): Promise<void> {
  const call = request(`${by.origin}${board.path}/claims?wait=30`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by.token}`, 'content-type': 'application/json' },
  });
  call.on('error', () => {});
  call.end('{}');
  await once(call, 'finish');
  await by.get(board.path);
  call.destroy();
  await by.get(board.path);
}
