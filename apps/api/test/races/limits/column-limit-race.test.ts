import { expect, test } from '@jest/globals';
import type { Column } from '@weir/contract';
import { isDeep } from '../../model/depth.js';
import { aBoard } from '../../support/board.js';
import { all, boardIdsOf, deadlocksOf, type Isolation } from '../crowd.js';
import { historyOf, unloggedOverrides } from '../history.js';
import { twoInstances } from '../instances.js';
import { expectRefusedBy } from '../outcomes.js';
import { insertion, movement } from '../plain-sql.js';

const { api, aCrowd, anyMember } = twoInstances();

test('three of 64 moves and new cards at once get into a column with a limit of 3', async () => {
  const board = await aBoard().column('Doing', { limit: 3 }).make();
  const doing = await board.column('Doing');
  const numbers = await board.cards('Ready', 32);
  const before = await deadlocksOf(api);

  for (let round = 1; round <= (isDeep ? 100 : 1); round += 1) {
    const answers = await all(64, (n) =>
      n % 2 === 0
        ? anyMember(n).createCard(board, { columnId: doing.id })
        : anyMember(n).moveCard(board, numbers[n >> 1]!, { columnId: doing.id }),
    );
    const entered = answers.filter(({ status }) => status < 300);
    expect(entered).toHaveLength(3);
    expect(entered.map(({ body }) => body.columnId)).toEqual([doing.id, doing.id, doing.id]);
    for (const answer of answers) if (!entered.includes(answer)) expectRefusedBy(answer, fullLimit(doing));
    expect((await board.column('Doing')).load).toBe(3);

    await Promise.all(
      entered.map(({ status, body: { number } }) =>
        status === 201
          ? api.people.member.archive(board, number)
          : api.people.member.moveCard(board, number, { column: 'Ready' }),
      ),
    );
  }
  expect(await unloggedOverrides(api.people.member, board.path)).toEqual([]);
  expect(await deadlocksOf(api)).toBe(before);
});

const isolations: [Isolation, number][] = [
  ['READ COMMITTED', isDeep ? 12 : 1],
  ['REPEATABLE READ', isDeep ? 12 : 1],
  ['SERIALIZABLE', isDeep ? 6 : 1],
];
test.each(isolations)(
  'three of 64 get in if half of them write plain SQL at %s',
  async (isolation, rounds) => {
    const board = await aBoard().column('Doing', { limit: 3 }).make();
    const doing = await board.column('Doing');
    const sql = aCrowd(isolation);
    const place = await boardIdsOf(api, board);
    const numbers = await board.cards('Ready', 32);
    const before = await deadlocksOf(api);

    for (let round = 1; round <= rounds; round += 1) {
      const outcomes = await all(64, async (n) => {
        const number = numbers[n >> 1]!;
        if (n % 4 === 0) return sql.write(...insertion(place, doing.id, api.people.member.id));
        if (n % 4 === 1) return sql.write(...movement(place, number, doing.id));
        const answer =
          n % 4 === 2
            ? await anyMember(n / 2).createCard(board, { columnId: doing.id })
            : await anyMember(n >> 1).moveCard(board, number, { columnId: doing.id });
        if (answer.status >= 300) expectRefusedBy(answer, fullLimit(doing));
        return answer.status < 300 ? 'done' : 'refused';
      });
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(3);
      expect((await board.column('Doing')).load).toBe(3);
      await sql.query('UPDATE cards SET column_id = $1 WHERE column_id = $2', [board.id('Ready'), doing.id]);
    }
    await historyOf(api.people.member, board.path);
    expect(await deadlocksOf(api, sql)).toBe(before);
  },
);

test('HTTP, plain SQL and swaps on the same cards cause no deadlock and exceed no limit', async () => {
  const board = await aBoard().column('Doing', { limit: 3 }).column('Review', { limit: 3 }).make();
  const sql = aCrowd('READ COMMITTED');
  const place = await boardIdsOf(api, board);
  const numbers = await board.cards('Ready', 8);
  const columns = ['Ready', 'Doing', 'Review'].map((name) => board.id(name));
  const before = await deadlocksOf(api);

  for (let round = 1; round <= (isDeep ? 10 : 1); round += 1) {
    const statuses = await all(64, async (n) => {
      const [one, other] = [numbers[n % 8]!, numbers[(n + 1 + (n % 5)) % 8]!];
      const column = columns[(n + round) % 3]!;
      if (n % 2 === 0) return sql.write(...movement(place, one, column));
      const to = n % 4 === 1 ? { columnId: column } : { swapWith: other };
      return (await anyMember(n >> 1).moveCard(board, one, to)).status;
    });
    expect(statuses.filter((each) => !['done', 'refused', 200, 409].includes(each))).toEqual([]);
    const { columns: now } = await board.read();
    for (const { load, limit } of now) expect(load).toBeLessThanOrEqual(limit?.max ?? 8);
  }
  await historyOf(api.people.member, board.path);
  expect(await deadlocksOf(api, sql)).toBe(before);
});

test('moving, editing and swapping cards while they are created causes no deadlock', async () => {
  const board = await aBoard().column('Doing').make();
  const columns = ['Ready', 'Doing'].map((name) => board.id(name));
  const before = await deadlocksOf(api);
  for (let round = 0; round < (isDeep ? 6 : 2); round += 1) {
    const coming = round * 4 + 1;
    const answers = await all(48, (n) => {
      const number = coming + (n % 4);
      if (n < 4) return anyMember(n).createCard(board, { column: 'Ready' });
      if (n % 3 === 0)
        return anyMember(n).patchCard(board, number, { classOfService: n % 2 ? 'standard' : 'fixedDate' });
      if (n % 3 === 1) return anyMember(n).moveCard(board, number, { columnId: columns[(n + round) % 2]! });
      const swapWith = coming + ((n + 1) % 4);
      return anyMember(n).moveCard(board, number, { swapWith });
    });
    const other = answers.filter(({ status }) => ![200, 201, 404, 422].includes(status));
    expect(other.map(({ body }) => body)).toEqual([]);
  }
  expect(await unloggedOverrides(api.people.member, board.path)).toEqual([]);
  expect(await deadlocksOf(api)).toBe(before);
});

function fullLimit({ limit, name, load }: Column) {
  return { id: limit!.id, scope: 'column', of: name, max: limit!.max, load: load || limit!.max };
}
