import { expect, test } from '@jest/globals';
import { aBoard } from '../support/board.js';
import { all, deadlocksOf } from './crowd.js';
import { unloggedOverrides } from './history.js';
import { twoInstances } from './instances.js';
import { statusesOf } from './outcomes.js';

const { api, anyMember } = twoInstances();

test('swaps between two full columns at once let no other card in', async () => {
  const board = await aBoard().column('Doing', { limit: 3 }).column('Review', { limit: 3 }).make();
  const [doing, review] = [await board.column('Doing'), await board.column('Review')];
  const full = [...(await board.cards('Doing', 3)), ...(await board.cards('Review', 3))];
  const outside = await board.cards('Ready', 32);

  for (let round = 1; round <= 5; round += 1) {
    const answers = await all(64, (n) => {
      const caller = anyMember(n >> 1);
      if (n % 2 === 0)
        return caller.moveCard(board, outside[n >> 1]!, { columnId: n % 4 === 0 ? doing.id : review.id });
      const swapWith = full[(n >> 1) % 6 < 3 ? 3 + (n % 3) : n % 3];
      return caller.moveCard(board, full[(n >> 1) % 6]!, { swapWith });
    });
    expect(answers.filter((_, n) => n % 2 === 0).map(({ status }) => status)).toEqual(
      new Array(32).fill(409),
    );
    expect(answers.filter((_, n) => n % 2 === 1).map(({ status }) => status)).toEqual(
      new Array(32).fill(200),
    );
  }
  expect(await unloggedOverrides(api.people.member, board.path)).toEqual([]);
});

test('bulk exchanges between two full columns at once let no other card in', async () => {
  const board = await aBoard().column('Doing', { limit: 3 }).column('Review', { limit: 3 }).make();
  const full = [...(await board.cards('Doing', 3)), ...(await board.cards('Review', 3))];
  const outside = await board.cards('Ready', 16);
  const columns = [board.id('Doing'), board.id('Review')] as const;
  const deadlocks = await deadlocksOf(api);

  for (let round = 1; round <= 3; round += 1) {
    const answers = await all(48, (n) => {
      const caller = anyMember(n);
      if (n % 3 === 0) return caller.moveCard(board, outside[n / 3]!, { columnId: columns[n % 2]! });
      // Each sends three of the six cards to either column, a different three each time.
      const moves = full.map((card, at) => ({ card, columnId: columns[(at + n) % 6 < 3 ? 0 : 1] }));
      return caller.post<object>(`${board.path}/moves`, { moves: n % 2 === 0 ? moves : moves.toReversed() });
    });
    expect(statusesOf(answers.filter((_, n) => n % 3 === 0))).toEqual({ 409: 16 });
    expect(statusesOf(answers.filter((_, n) => n % 3 !== 0))).toEqual({ 200: 32 });
    expect((await board.column('Doing')).load).toBe(3);
    expect((await board.column('Review')).load).toBe(3);
  }
  expect(await unloggedOverrides(api.people.member, board.path)).toEqual([]);
  expect(await deadlocksOf(api)).toBe(deadlocks);
});
