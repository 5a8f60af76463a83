import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { resultOf } from '@/lib/api/result';
import { unlessBusy } from '@/lib/api/unless-busy';
import { anUpstream } from './server/upstream';

let api: Awaited<ReturnType<typeof anUpstream>>;
let refusals: object[] = [];
beforeAll(async () => {
  api = await anUpstream((_, response) => {
    const problem = refusals.shift();
    response.writeHead(problem ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(problem ?? { is: 'done' }));
  });
});
afterAll(() => api.close());
beforeEach(() => {
  api.seen.length = 0;
});

const call = async (times: number) => unlessBusy(async () => resultOf(await fetch(api.url)), times);
const busy = (retryAfterSeconds: number) => ({ code: 'overloaded', status: 503, retryAfterSeconds });

it('repeats a call that a busy server refused, at most the given number of times', async () => {
  refusals = [busy(0), busy(0)];
  expect(await call(2)).toMatchObject({ ok: true, value: { is: 'done' } });
  expect(api.seen.length).toBe(3);

  refusals = [busy(0), busy(0), busy(0)];
  expect(await call(2)).toMatchObject({ ok: false, problem: { code: 'overloaded' } });
});

it('waits for as long as a busy server asks, but not longer than two seconds and not after another refusal', async () => {
  refusals = [busy(1)];
  const begin = performance.now();
  expect(await call(1)).toMatchObject({ ok: true });
  expect(performance.now() - begin).toBeGreaterThanOrEqual(995);

  api.seen.length = 0;
  for (const refusal of [busy(5), { code: 'internal', status: 503 }]) {
    refusals = [refusal];
    expect(await call(2)).toMatchObject({ ok: false });
  }
  expect(api.seen.length).toBe(2);
});
