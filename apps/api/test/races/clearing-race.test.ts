import { expect, test } from '@jest/globals';
import type { Column, Swimlane } from '@weir/contract';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Caller } from '../support/caller.js';
import { cardsIn, move, patch } from './acts.js';
import { all, deadlocksOf } from './crowd.js';
import { historyOf } from './history.js';
import { twoInstances } from './instances.js';

// What writes to all cards of a column or a lane, while others bring cards there and take them away.
const { api, second } = twoInstances();
const anywhere = (n: number) => (n % 2 === 0 ? api : second).as('manager');
const rounds = 4;

test('a column loses and gets its halves while cards come and go: no deadlock', async () => {
  const board = await aBoard(api).column('Doing', { split: true }).make();
  const doing = board.id('Doing');
  await amongMovers(board, { columnId: doing, half: 'done' }, async (manager) => {
    for (const split of [false, true]) {
      expect((await manager.patch(`${board.path}/columns/${doing}`, { split })).status).toBe(200);
    }
  });
});

test('columns are taken away while cards come to them: no deadlock', async () => {
  const board = await aBoard(api).make();
  const to: { columnId: string } = { columnId: board.id('Doing') };
  await amongMovers(board, to, async (manager) => {
    const made = await manager.post<Column>(`${board.path}/columns`, { name: 'Review', kind: 'active' });
    to.columnId = made.body.id;
    await comeTo(board, to);
    const gone = await manager.delete(`${board.path}/columns/${to.columnId}?cardsTo=${board.id('Ready')}`);
    expect(gone.status).toBe(204);
  });
});

test('lanes are taken away while cards come to them: no deadlock', async () => {
  const board = await aBoard(api).make();
  const to: { columnId: string; swimlaneId?: string } = { columnId: board.id('Doing') };
  await amongMovers(board, to, async (manager) => {
    const made = await manager.post<Swimlane>(`${board.path}/swimlanes`, { name: 'Payments' });
    to.swimlaneId = made.body.id;
    await comeTo(board, to);
    expect((await manager.delete(`${board.path}/swimlanes/${to.swimlaneId}?cardsTo=none`)).status).toBe(204);
  });
});

test('what somebody is given while they leave, and another then waits with, ends in no deadlock', async () => {
  const board = await aBoard(api).make();
  const [number] = await cardsIn(api, board, 'Ready', 1);
  const before = await deadlocksOf(api, second);
  const holder = await api.pool.connect();
  await holder.query('BEGIN');
  await holder.query(
    'UPDATE board_clock k SET seq = k.seq FROM boards b WHERE b.id = k.board_id AND b.key = $1',
    [board.key],
  );
  const leaver = api.cast.secondMember.id;
  const acts: Promise<{ status: number }>[] = [];
  for (const act of [
    () => patch(api.as('member'), board, number!, { assigneeIds: [leaver] }),
    () => api.as('owner').delete(`/v1/workspaces/demo/members/${leaver}`),
    () => move(second.as('member'), board, number!, board.id('Doing')),
  ]) {
    acts.push(act());
    await waiting(acts.length);
  }
  await holder.query('COMMIT');
  holder.release();
  const [given, left, moved] = (await Promise.all(acts)).map(({ status }) => status);
  expect([left, moved]).toEqual([204, 200]);
  // Who waits longest comes next, as a rule; where they had left before, nothing can be given to them.
  expect([200, 422]).toContain(given);
  expect((await board.read()).cards).toMatchObject([{ columnId: board.id('Doing'), assignees: [] }]);
  expect(await deadlocksOf(api, second)).toBe(before);
});

/** Until so many wait for a lock. */
async function waiting(count: number): Promise<void> {
  const sql = `SELECT count(*)::int AS n FROM pg_stat_activity
                WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  while ((await api.pool.query<{ n: number }>(sql)).rows[0]!.n < count);
}

/** Sixteen take 16 cards to a place and back, one or three at once, until `work` has been done some times. */
async function amongMovers(
  board: BoardUnderTest,
  to: { columnId: string; half?: 'done' },
  work: (manager: Caller) => Promise<void>,
): Promise<void> {
  const numbers = await cardsIn(api, board, 'Ready', 16);
  const back = board.id('Ready');
  const before = await deadlocksOf(api);
  let isOver = false;
  const moving = all(16, async (n) => {
    for (let step = n; !isOver; step += 1) {
      const place = step % 2 === 0 ? to : { columnId: back };
      const three = [0, 5, 10].map((more) => ({ card: numbers[(step * 7 + more) % 16]!, ...place }));
      const { status } =
        n % 4 === 0
          ? await anywhere(n).post<never>(`${board.path}/moves`, { moves: three })
          : await move(anywhere(n), board, numbers[(step * 3 + n) % 16]!, place.columnId, place);
      expect([200, 409, 422]).toContain(status);
    }
  });
  try {
    for (let round = 0; round < rounds; round += 1) await work(anywhere(round >> 1));
  } finally {
    isOver = true;
  }
  await moving;
  expect(await deadlocksOf(api, second)).toBe(before);
  await historyOf(api.as('manager'), board.path);
}

/** Some are on their way there. */
async function comeTo(board: BoardUnderTest, { columnId, ...more }: { columnId: string }): Promise<void> {
  const { cards } = await board.read();
  await all(4, (n) => move(anywhere(n), board, cards[n]!.number, columnId, more));
}
