import { expect, test } from '@jest/globals';
import type { Ledger, Problem, Request } from '@weir/contract';
import pLimit from 'p-limit';
import { v7 as uuid } from 'uuid';
import { Tokens } from '../../src/http/access/tokens.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import type { Answer, Caller } from '../support/caller.js';
import { statusesOf } from './acts.js';
import { all } from './crowd.js';

const api = theApi();
type Tried = Answer<Request & Problem>;

test('a thousand requests of one person take three places, fifty others get in, and each refusal is counted', async () => {
  const board = await aBoard(api).withIntake({ depth: 60, openPerRequester: 3 }).make();
  const others = await all(50, (n) => aRequester(n));
  const line = pLimit(40);
  const submit = (caller: Caller) =>
    line(() => caller.post<Tried['body']>(`${board.path}/requests`, { title: 'Please, now' }));
  // The others come while the flood runs, one to twenty of it.
  const flood: Promise<Tried>[] = [];
  const single: Promise<Tried>[] = [];
  for (let n = 0; n < 1000; n += 1) {
    flood.push(submit(api.as('requester')));
    if (n % 20 === 0) single.push(submit(others[n / 20]!));
  }
  expect(statusesOf(await Promise.all(single))).toEqual({ 201: 50 });
  const refused = await Promise.all(flood);
  expect(statusesOf(refused)).toEqual({ 201: 3, 429: 997 });
  for (const { status, body, headers } of refused) {
    if (status !== 429) continue;
    expect(body).toMatchObject({ code: 'requester-quota-reached', open: 3, quota: 3 });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  const ledger = (await api.as('manager').get<Ledger>(`${board.path}/intake/ledger`)).body;
  expect(ledger).toMatchObject({
    asked: 53,
    waiting: 53,
    refusedAtTheDoor: [{ code: 'requester-quota-reached', count: 997 }],
  });
  // A flood takes no numbers of the board's clock: 53 events and the one of its making.
  expect((await board.read()).seq).toBe(54);
});

async function aRequester(n: number): Promise<Caller> {
  const [id, sessionId, now] = [uuid(), uuid(), new Date()];
  const inAYear = new Date(now.getTime() + 365 * 86_400_000);
  await api.pool.query('INSERT INTO users (id, email, name, created_at) VALUES ($1, $2, $3, $4)', [
    id,
    `asker${n}@demo.test`,
    `Asker ${n}`,
    now,
  ]);
  await api.pool.query('INSERT INTO sessions (id, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)', [
    sessionId,
    id,
    now,
    inAYear,
  ]);
  await api.pool.query(
    `INSERT INTO memberships (workspace_id, user_id, role, joined_at)
     SELECT id, $1, 'requester', $2 FROM workspaces WHERE slug = 'demo'`,
    [id, now],
  );
  return api.withToken(await api.app.get(Tokens).ofSession({ userId: id, sessionId }, inAYear));
}
