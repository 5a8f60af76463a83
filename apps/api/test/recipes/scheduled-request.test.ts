import { expect, test } from '@jest/globals';
import { decline } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { Caller } from '../support/person.js';
import { theRecipe } from './recipe.js';
import { tokenOf } from './tokens.js';

// Five points a second and token.
const api = theApi({ WEIR_TOKEN_POINTS: '300' });
const recipe = theRecipe('scheduled-request');
const { manager, requester } = api.people;

async function aMachine() {
  const token = await tokenOf(requester, 'read', 'intake');
  await recipe.write('token', `${token}\n`);
  return {
    token,
    run: ({ key }: BoardUnderTest, more: Record<string, string> = {}) => {
      const env = {
        WEIR_URL: api.origin,
        WEIR_WORKSPACE: 'demo',
        WEIR_BOARD: key,
        WEIR_TOKEN_FILE: recipe.path('token'),
        ...more,
      };
      return recipe.run('file-request.mjs', { env });
    },
  };
}

const requestsOf = async (board: BoardUnderTest) =>
  (await requester.get<{ items: { number: number; title: string }[] }>(`${board.path}/requests`)).body.items;

test('files the request of a month once, however often it runs, even twice at once', async () => {
  const { run } = await aMachine();
  const board = await aBoard().make();
  const outputs = (await Promise.all([run(board), run(board)])).map(({ output }) => output).sort();
  expect(outputs).toEqual([
    expect.stringMatching(/^access-review-\d{4}-\d\d is filed/),
    expect.stringContaining('waits for its answer'),
  ]);
  const [request, ...more] = await requestsOf(board);
  expect([request?.title, more]).toEqual(['Review who has access to production', []]);
  await manager.answer(board, request!.number, decline);
  expect(await run(board)).toEqual({ code: 0, output: expect.stringContaining('was answered') });
  expect(await requestsOf(board)).toHaveLength(1);
});

test('does not ask a saturated board, and does not wait for an intake that is full for hours', async () => {
  const { run } = await aMachine();
  const saturated = await aBoard().column('Doing', { limit: 1 }).make();
  await saturated.cards('Doing', 1);
  const skipped = await run(saturated);
  expect(skipped).toEqual({ code: 75, output: expect.stringContaining('state=saturated') });
  const shut = await aBoard().make();
  await manager.setGate(shut, { state: 'shut', reason: 'A freeze for the audit', until: hoursAhead(5) });
  const refused = await run(shut);
  expect(refused).toEqual({ code: 75, output: expect.stringContaining('intake-gate-shut') });
  expect([...(await requestsOf(saturated)), ...(await requestsOf(shut))]).toEqual([]);
});

test('waits as long as Retry-After says, and files the request then', async () => {
  const { run, token } = await aMachine();
  const board = await aBoard().make();
  // Uses up the points of its token: a search costs five.
  const spender = new Caller(
    () => api.endpoint,
    () => token,
  );
  let left = 300;
  while (left > 3) {
    const { headers } = await spender.get(`/v1/workspaces/demo/search?q=${left}`);
    left = Number(/"token";r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
  }
  const began = performance.now();
  expect(await run(board)).toEqual({ code: 0, output: expect.stringContaining('is filed') });
  expect(performance.now() - began).toBeGreaterThan(1000);
  expect(await requestsOf(board)).toHaveLength(1);
});

const hoursAhead = (hours: number) => new Date(api.clock.now().getTime() + hours * 3_600_000).toISOString();
