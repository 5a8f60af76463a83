import { expect, test } from '@jest/globals';
import type { Limit } from '@weir/contract';
import { isDeep } from '../../model/depth.js';
import { aBoard } from '../../support/board.js';
import type { Answer } from '../../support/person.js';
import { all, boardIdsOf } from '../crowd.js';
import { unloggedOverrides } from '../history.js';
import { twoInstances } from '../instances.js';
import { setMax } from '../outcomes.js';
import { look, movement } from '../plain-sql.js';

const { api, aCrowd, anyMember } = twoInstances();

test('no card enters once a lowered limit is acknowledged', async () => {
  const board = await aBoard().column('Doing', { limit: 6 }).make();
  const doing = await board.column('Doing');
  const numbers = await board.cards('Ready', 32);
  const latecomers = await board.cards('Ready', 16);

  for (let round = 1; round <= (isDeep ? 6 : 2); round += 1) {
    const racing = all(32, (n) => anyMember(n).moveCard(board, numbers[n]!, { columnId: doing.id }));
    await setMax(api.people.manager, board, doing.limit!, 1);
    const late = await all(16, (n) => anyMember(n).moveCard(board, latecomers[n]!, { columnId: doing.id }));
    const entered = [...(await racing), ...late].filter(({ status }) => status === 200);
    expect(entered.length).toBeLessThanOrEqual(6);
    if (late.some(({ status }) => status === 200)) expect(entered).toHaveLength(1);
    await Promise.all(
      entered.map(({ body }) => api.people.member.moveCard(board, body.number, { column: 'Ready' })),
    );
    await setMax(api.people.manager, board, doing.limit!, 6);
  }
  expect(await unloggedOverrides(api.people.member, board.path)).toEqual([]);
});

test('a person’s lowered limit is enforced on two boards at once', async () => {
  const boards = [await aBoard().make(), await aBoard().make()] as const;
  const userId = api.people.secondMember.id;
  const newLimit = { scope: 'person', userId, across: 'workspace', max: 6 };
  const limit: Answer<Limit> = await api.people.manager.post(`${boards[0].path}/limits`, newLimit);
  const theirs = { assigneeIds: [userId] };
  const numbers = [await boards[0].cards('Ready', 24, theirs), await boards[1].cards('Ready', 24, theirs)];
  const enter = (n: number) => {
    const [board, number] = [boards[n % 2 === 0 ? 0 : 1], numbers[n % 2]![n >> 1]!];
    return anyMember(n >> 1).moveCard(board, number, { column: 'Doing' });
  };

  for (let round = 1; round <= (isDeep ? 4 : 1); round += 1) {
    const racing = all(32, enter);
    await setMax(api.people.manager, boards[round % 2 === 0 ? 0 : 1], limit.body, 1);
    const late = await all(16, (n) => enter(32 + n));
    const entered = [...(await racing), ...late].filter(({ status }) => status === 200);
    expect(entered.length).toBeLessThanOrEqual(6);
    if (late.some(({ status }) => status === 200)) expect(entered).toHaveLength(1);
    await Promise.all(
      entered.map(({ body: { number, ref } }) => {
        const board = ref.startsWith(`${boards[0].key}-`) ? boards[0] : boards[1];
        return api.people.member.moveCard(board, number, { column: 'Ready' });
      }),
    );
    await setMax(api.people.manager, boards[0], limit.body, 6);
  }
});

test.each(['REPEATABLE READ', 'SERIALIZABLE'] as const)(
  'a snapshot at %s older than a lowered limit does not exceed it',
  async (isolation) => {
    const board = await aBoard().column('Doing', { limit: 2 }).make();
    const doing = await board.column('Doing');
    await board.cards('Doing', 1);
    const [number] = await board.cards('Ready', 1);
    const [look, update, values] = movement(await boardIdsOf(api, board), number!, doing.id);

    const client = await aCrowd(isolation).connect();
    try {
      await client.query('BEGIN');
      await client.query(look);
      await setMax(api.people.manager, board, doing.limit!, 1);
      await expect(client.query(update, values)).rejects.toMatchObject({ code: '40001' });
      await client.query('ROLLBACK');
      await expect(client.query(update, values)).rejects.toMatchObject({
        code: 'WIP00',
        message: 'wip-limit-reached',
      });
    } finally {
      client.release();
    }
    expect((await board.column('Doing')).load).toBe(1);
  },
);

test.each(['REPEATABLE READ', 'SERIALIZABLE'] as const)(
  'two snapshots at %s of the same age do not both get the last place',
  async (isolation) => {
    const board = await aBoard().column('Doing', { limit: 1 }).make();
    const place = await boardIdsOf(api, board);
    const numbers = await board.cards('Ready', 2);
    const crowd = aCrowd(isolation);
    const clients = [await crowd.connect(), await crowd.connect()] as const;
    const enter = (n: 0 | 1) =>
      clients[n].query(...(movement(place, numbers[n]!, board.id('Doing')).slice(1) as [string, unknown[]]));
    try {
      for (const client of clients) {
        await client.query('BEGIN');
        await client.query(look);
      }
      await enter(0);
      await clients[0].query('COMMIT');
      await expect(enter(1)).rejects.toMatchObject({ code: '40001' });
      await clients[1].query('ROLLBACK');
    } finally {
      for (const client of clients) client.release();
    }
    expect((await board.column('Doing')).load).toBe(1);
  },
);
