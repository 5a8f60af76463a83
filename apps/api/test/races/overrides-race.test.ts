import { expect, test } from '@jest/globals';
import { type Limit, problemSchemas } from '@weir/contract';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { all, deadlocksOf } from './crowd.js';
import { overrideLogOf, unloggedOverrides } from './history.js';
import { twoInstances } from './instances.js';
import { statusesOf } from './outcomes.js';

const { api, second } = twoInstances();
/** Two managers, each at one instance. */
const manager = (n: number) => (n % 2 === 0 ? api.people.manager : second.people.owner);

test('one of two overrides at once gets the last of the budget', async () => {
  const board = await aFullBoard('reason');
  const columns = [board.id('Doing'), board.id('Review')] as const;
  for (let round = 1; round <= 12; round += 1) {
    await setBudget(board, round);
    const numbers = await board.cards('Ready', 2);
    const seen = (await board.read()).limits;
    const both = await all(2, (n) => override(n, board, numbers[n]!, columns[n]!, seen));
    expect(statusesOf(both)).toEqual({ 200: 1, 409: 1 });
    const lost = both.find(({ status }) => status === 409);
    expect(problemSchemas['override-budget-spent'].parse(lost?.body)).toMatchObject({
      budget: round,
      spent: round,
    });
    expect((await board.read()).overrides).toMatchObject({ budget: round, spent: round });
  }
  expect(await overrideLogOf(api.people.member, board.path)).toHaveLength(12);
  expect(await unloggedOverrides(api.people.member, board.path)).toEqual([]);
});

test('one of sixteen overrides on the same load passes, and the others are stale', async () => {
  const board = await aFullBoard('reason');
  const doing = board.id('Doing');
  const deadlocks = await deadlocksOf(api);
  for (let round = 1; round <= 5; round += 1) {
    const numbers = await board.cards('Ready', 16);
    const seen = (await board.read()).limits;
    const answers = await all(16, (n) => override(n, board, numbers[n]!, doing, seen));
    expect(statusesOf(answers)).toEqual({ 200: 1, 409: 15 });
    for (const { status, body } of answers) {
      if (status === 200) continue;
      const { limits } = problemSchemas['override-stale'].parse(body);
      expect(limits).toMatchObject([{ of: 'Doing', max: 1, load: round + 1 }]);
    }
  }
  expect(await unloggedOverrides(api.people.member, board.path)).toEqual([]);
  expect(await deadlocksOf(api)).toBe(deadlocks);
});

test('a limit of mode warn lets all in and logs each of them', async () => {
  const board = await aFullBoard('warn');
  const numbers = await board.cards('Ready', 32);
  const answers = await all(32, (n) => manager(n).moveCard(board, numbers[n]!, { column: 'Doing' }));
  expect(statusesOf(answers)).toEqual({ 200: 32 });
  const log = await overrideLogOf(api.people.member, board.path);
  expect(log.map(({ load }) => load)).toEqual(Array.from({ length: 32 }, (_, n) => 32 - n));
  expect(await unloggedOverrides(api.people.member, board.path)).toEqual([]);
});

/** Doing and Review have limits of 1 and one card each. */
async function aFullBoard(mode: 'reason' | 'warn'): Promise<BoardUnderTest> {
  const board = await aBoard().column('Doing', { limit: 1 }).column('Review', { limit: 1 }).make();
  for (const name of ['Doing', 'Review']) {
    await board.cards(name, 1);
    const { limit } = await board.column(name);
    expect((await api.people.manager.patch(`${board.path}/limits/${limit?.id}`, { mode })).status).toBe(200);
  }
  return board;
}

function override(
  n: number,
  board: BoardUnderTest,
  number: number,
  columnId: string,
  seen: readonly Limit[],
) {
  const limits = seen
    .filter((limit) => limit.scope === 'column' && limit.columnId === columnId)
    .map(({ id, max, load }) => ({ id, max, load }));
  const to = { columnId, override: { reason: 'The customer is down', limits } };
  return manager(n).moveCard(board, number, to);
}

async function setBudget({ path }: BoardUnderTest, overrideBudget: number): Promise<void> {
  expect((await api.people.manager.patch(path, { overrideBudget })).status).toBe(200);
}
