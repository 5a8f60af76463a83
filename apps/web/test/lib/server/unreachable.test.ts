import { expect, it } from '@jest/globals';
import { Problem } from '@weir/contract';
import { forward } from '@/lib/server/forward';
import { rana } from './settings';

it('answers 503 in the API’s own form while the API can’t be reached', async () => {
  process.env.WEIR_API_URL = 'http://127.0.0.1:9';
  const answer = await forward(new Request('https://weir.test/api/weir/v1/me'), ['v1', 'me'], rana);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(Problem.parse(await answer.json())).toMatchObject({ code: 'overloaded' });
});
