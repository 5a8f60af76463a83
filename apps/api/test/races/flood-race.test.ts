import { expect, test } from '@jest/globals';
import type { Ledger } from '@weir/contract';
import pLimit from 'p-limit';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import type { Answer, Person } from '../support/person.js';
import { all } from './crowd.js';
import { statusesOf } from './outcomes.js';

const api = theApi();
const { manager, requester } = api.people;

test('a flood of a thousand requests takes three places, lets fifty others in, and counts every refusal', async () => {
  const board = await aBoard().intake({ depth: 60, openPerRequester: 3 }).make();
  const others = await all(50, (n) => api.addRequester(`Requester${n}`));
  const limit = pLimit(40);
  const submit = (person: Person) => limit(() => person.submit(board, { title: 'Please, now' }));
  // The others submit during the flood, one for every twenty requests of it.
  const flood: Promise<Answer>[] = [];
  const single: Promise<Answer>[] = [];
  for (let n = 0; n < 1000; n += 1) {
    flood.push(submit(requester));
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
  const ledger = (await manager.get<Ledger>(`${board.path}/intake/ledger`)).body;
  expect(ledger).toMatchObject({
    asked: 53,
    waiting: 53,
    refusedAtTheDoor: [{ code: 'requester-quota-reached', count: 997 }],
  });
  // Refusals are no events: 53 submissions and the creation of the board.
  expect((await board.read()).seq).toBe(54);
});
