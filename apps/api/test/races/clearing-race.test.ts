import { expect, test } from '@jest/globals';
import type { Column, Swimlane } from '@weir/contract';
import { isDeep } from '../model/depth.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { untilWaiting, whileClockIsHeld } from '../support/board-clock.js';
import type { Caller } from '../support/person.js';
import { all, deadlocksOf } from './crowd.js';
import { historyOf } from './history.js';
import { twoInstances } from './instances.js';

// Writes to all cards of a column or a swimlane while others move cards in and out.
const { api, second } = twoInstances();
const anywhere = (n: number) => (n % 2 === 0 ? api : second).people.manager;
const rounds = isDeep ? 4 : 1;

test('splitting and joining a column while cards move causes no deadlock', async () => {
  const board = await aBoard().column('Doing', { split: true }).make();
  const doing = board.id('Doing');
  await whileCardsMove(board, { columnId: doing, half: 'done' }, async (manager) => {
    for (const split of [false, true]) {
      expect((await manager.patch(`${board.path}/columns/${doing}`, { split })).status).toBe(200);
    }
  });
});

test('removing columns while cards enter them causes no deadlock', async () => {
  const board = await aBoard().make();
  const to: { columnId: string } = { columnId: board.id('Doing') };
  await whileCardsMove(board, to, async (manager) => {
    const made = await manager.post<Column>(`${board.path}/columns`, { name: 'Review', kind: 'active' });
    to.columnId = made.body.id;
    await moveSome(board, to);
    const gone = await manager.delete(`${board.path}/columns/${to.columnId}?cardsTo=${board.id('Ready')}`);
    expect(gone.status).toBe(204);
  });
});

test('removing swimlanes while cards enter them causes no deadlock', async () => {
  const board = await aBoard().make();
  const to: { columnId: string; swimlaneId?: string } = { columnId: board.id('Doing') };
  await whileCardsMove(board, to, async (manager) => {
    const made = await manager.post<Swimlane>(`${board.path}/swimlanes`, { name: 'Payments' });
    to.swimlaneId = made.body.id;
    await moveSome(board, to);
    expect((await manager.delete(`${board.path}/swimlanes/${to.swimlaneId}?cardsTo=none`)).status).toBe(204);
  });
});

test('assigning a card to a member who leaves while the card is moved causes no deadlock', async () => {
  const board = await aBoard().make();
  const [number] = await board.cards('Ready', 1);
  const before = await deadlocksOf(api, second);
  const leaver = api.people.secondMember;
  const writes = [
    () => api.people.member.patchCard(board, number, { assigneeIds: [leaver.id] }),
    () => api.people.owner.delete(`/v1/workspaces/demo/members/${leaver.id}`),
    () => second.people.member.moveCard(board, number, { column: 'Doing' }),
  ];
  const startInTurn = async () => {
    const started: Promise<{ status: number }>[] = [];
    for (const write of writes) {
      started.push(write());
      // `whileClockIsHeld` waits for the last one and then releases the clock.
      if (started.length < writes.length) await untilWaiting(api.pool, started.length);
    }
    return Promise.all(started);
  };
  const answers = await whileClockIsHeld(api, board, startInTurn, { waiting: writes.length });
  const [given, left, moved] = answers.map(({ status }) => status);
  expect([left, moved]).toEqual([204, 200]);
  // Locks are usually granted in turn. If the leave came first, the assignment is refused.
  expect([200, 422]).toContain(given);
  expect((await board.read()).cards).toMatchObject([{ columnId: board.id('Doing'), assignees: [] }]);
  expect(await deadlocksOf(api, second)).toBe(before);
});

/** Sixteen clients move 16 cards into `to` and back, one or three at once, while `work` runs a few times. */
async function whileCardsMove(
  board: BoardUnderTest,
  to: { columnId: string; half?: 'done' },
  work: (manager: Caller) => Promise<void>,
): Promise<void> {
  const numbers = await board.cards('Ready', 16);
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
          : await anywhere(n).moveCard(board, numbers[(step * 3 + n) % 16]!, place);
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
  await historyOf(api.people.manager, board.path);
}

/** Moves four cards into `to`. */
async function moveSome(board: BoardUnderTest, { columnId, ...more }: { columnId: string }): Promise<void> {
  const { cards } = await board.read();
  await all(4, (n) => anywhere(n).moveCard(board, cards[n]!.number, { columnId, ...more }));
}
