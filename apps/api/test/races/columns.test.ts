import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Card, type Limit, type ProblemOf, problemSchemas } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { type Api, anApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Answer, Caller } from '../support/caller.js';
import { all, aSecondInstance, deadlocksOf, type Isolation, type Place, placeOf, SqlCrowd } from './crowd.js';
import { eventsOverLimit, historyOf } from './history.js';

// Half of the clients call one instance of the API and half another, so that the database and not an
// instance's queue is what holds the limit.
let api: Api;
let second: Awaited<ReturnType<typeof aSecondInstance>>;
let anywhere: (n: number, who?: 'member' | 'manager') => Caller;
const crowds: SqlCrowd[] = [];

beforeAll(async () => {
  api = await anApi();
  second = await aSecondInstance(api);
  anywhere = (n, who = 'member') => (n % 4 < 2 ? api : second).as(who);
});
afterAll(async () => {
  await Promise.all(crowds.map((crowd) => crowd.close()));
  await second.close();
  await api.close();
});

type Tried = Answer<Card & ProblemOf<'wip-limit-reached'>>;

test('64 at once move or make cards into a column with a limit of 3: three get in, a hundred times', async () => {
  const board = await aBoard(api).column('Doing', { limit: 3 }).make();
  const doing = await board.column('Doing');
  const numbers = await cardsIn(board, 'Ready', 32);
  const before = await deadlocksOf(api);

  for (let round = 1; round <= 100; round += 1) {
    const answers = await all(64, (n) =>
      n % 2 === 0
        ? create(anywhere(n), board, doing.id)
        : move(anywhere(n), board, numbers[n >> 1]!, doing.id),
    );
    const entered = answers.filter(({ status }) => status < 300);
    expect(entered).toHaveLength(3);
    expect(entered.map(({ body }) => body.columnId)).toEqual([doing.id, doing.id, doing.id]);
    for (const answer of answers)
      if (!entered.includes(answer)) expectRefusedBy(answer, doing.limit!, 'Doing', 3);
    expect((await board.column('Doing')).load).toBe(3);

    await Promise.all(
      entered.map(({ status, body: { number } }) =>
        status === 201 ? archive(board, number) : move(api.as('member'), board, number, board.id('Ready')),
      ),
    );
  }
  expect(eventsOverLimit(await historyOf(api.as('member'), board.path), doing.id, doing.limit!)).toEqual([]);
  expect(await deadlocksOf(api)).toBe(before);
});

const isolations: [Isolation, number][] = [
  ['READ COMMITTED', 12],
  ['REPEATABLE READ', 12],
  ['SERIALIZABLE', 6],
];
test.each(isolations)('half of the 64 write plain SQL at %s: three get in', async (isolation, rounds) => {
  const board = await aBoard(api).column('Doing', { limit: 3 }).make();
  const doing = await board.column('Doing');
  const sql = aCrowd(isolation);
  const place = await placeOf(api, board);
  const numbers = await cardsIn(board, 'Ready', 32);
  const before = await deadlocksOf(api);

  for (let round = 1; round <= rounds; round += 1) {
    const outcomes = await all(64, async (n) => {
      const number = numbers[n >> 1]!;
      if (n % 4 === 0) return sql.write(...insertion(place, doing.id));
      if (n % 4 === 1) return sql.write(...movement(place, number, doing.id));
      const answer =
        n % 4 === 2
          ? await create(anywhere(n / 2), board, doing.id)
          : await move(anywhere(n >> 1), board, number, doing.id);
      if (answer.status >= 300) expectRefusedBy(answer, doing.limit!, 'Doing', 3);
      return answer.status < 300 ? 'done' : 'refused';
    });
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(3);
    expect((await board.column('Doing')).load).toBe(3);
    await sql.query('UPDATE cards SET column_id = $1 WHERE column_id = $2', [board.id('Ready'), doing.id]);
  }
  await historyOf(api.as('member'), board.path);
  expect(await deadlocksOf(api, sql)).toBe(before);
});

test('HTTP and plain SQL over the same few cards, swaps among them: no deadlock, no limit passed', async () => {
  const board = await aBoard(api).column('Doing', { limit: 3 }).column('Review', { limit: 3 }).make();
  const sql = aCrowd('READ COMMITTED');
  const place = await placeOf(api, board);
  const numbers = await cardsIn(board, 'Ready', 8);
  const columns = ['Ready', 'Doing', 'Review'].map((name) => board.id(name));
  const before = await deadlocksOf(api);

  for (let round = 1; round <= 10; round += 1) {
    const statuses = await all(64, async (n) => {
      const [one, other] = [numbers[n % 8]!, numbers[(n + 1 + (n % 5)) % 8]!];
      const column = columns[(n + round) % 3]!;
      if (n % 2 === 0) return sql.write(...movement(place, one, column));
      const to = n % 4 === 1 ? { columnId: column } : { swapWith: other };
      return (await anywhere(n >> 1).put(`${board.path}/cards/${one}/position`, to)).status;
    });
    expect(statuses.filter((each) => !['done', 'refused', 200, 409].includes(each))).toEqual([]);
    const { columns: now } = await board.read();
    for (const { load, limit } of now) expect(load).toBeLessThanOrEqual(limit?.max ?? 8);
  }
  await historyOf(api.as('member'), board.path);
  expect(await deadlocksOf(api, sql)).toBe(before);
});

test('a class limit of 1 lets one expedite card into the active columns, however it would come', async () => {
  const board = await aBoard(api).column('Doing').column('Review').make();
  const [limit] = (await board.read()).limits;
  const waiting = await cardsIn(board, 'Ready', 16, 'expedite');
  const standing = await cardsIn(board, 'Review', 16);

  for (let round = 1; round <= 6; round += 1) {
    const answers = await all(64, (n) => {
      const caller = anywhere(n >> 1);
      const column = board.id(n % 3 === 0 ? 'Doing' : 'Review');
      if (n % 4 === 0) return move(caller, board, waiting[n >> 2]!, column);
      if (n % 4 === 1) return patch(caller, board, standing[n >> 2]!, { classOfService: 'expedite' });
      return create(caller, board, column, 'expedite');
    });
    const entered = answers.filter(({ status }) => status < 300);
    expect(entered).toHaveLength(1);
    for (const answer of answers)
      if (!entered.includes(answer)) expectRefusedBy(answer, limit!, 'Expedite', 1);
    const [{ body }] = entered as [Tried];
    if (waiting.includes(body.number)) await move(api.as('member'), board, body.number, board.id('Ready'));
    else if (standing.includes(body.number))
      await patch(api.as('member'), board, body.number, { classOfService: 'standard' });
    else await archive(board, body.number);
  }
});

test('cards of two full columns change places, all at once, and nobody slips in between', async () => {
  const board = await aBoard(api).column('Doing', { limit: 3 }).column('Review', { limit: 3 }).make();
  const [doing, review] = [await board.column('Doing'), await board.column('Review')];
  const full = [...(await cardsIn(board, 'Doing', 3)), ...(await cardsIn(board, 'Review', 3))];
  const outside = await cardsIn(board, 'Ready', 32);

  for (let round = 1; round <= 5; round += 1) {
    const answers = await all(64, (n) => {
      const caller = anywhere(n >> 1);
      if (n % 2 === 0) return move(caller, board, outside[n >> 1]!, n % 4 === 0 ? doing.id : review.id);
      const swapWith = full[(n >> 1) % 6 < 3 ? 3 + (n % 3) : n % 3];
      return caller.put<Tried['body']>(`${board.path}/cards/${full[(n >> 1) % 6]}/position`, { swapWith });
    });
    expect(answers.filter((_, n) => n % 2 === 0).map(({ status }) => status)).toEqual(
      new Array(32).fill(409),
    );
    expect(answers.filter((_, n) => n % 2 === 1).map(({ status }) => status)).toEqual(
      new Array(32).fill(200),
    );
  }
  const events = await historyOf(api.as('member'), board.path);
  expect(eventsOverLimit(events, doing.id, doing.limit!)).toEqual([]);
  expect(eventsOverLimit(events, review.id, review.limit!)).toEqual([]);
});

test('nothing enters once the lowering of a limit is acknowledged, though movers race with it', async () => {
  const board = await aBoard(api).column('Doing', { limit: 6 }).make();
  const doing = await board.column('Doing');
  const numbers = await cardsIn(board, 'Ready', 32);
  const latecomers = await cardsIn(board, 'Ready', 16);

  for (let round = 1; round <= 6; round += 1) {
    const racing = all(32, (n) => move(anywhere(n), board, numbers[n]!, doing.id));
    await setMax(board, doing.limit!, 1);
    const late = await all(16, (n) => move(anywhere(n), board, latecomers[n]!, doing.id));
    const entered = [...(await racing), ...late].filter(({ status }) => status === 200);
    expect(entered.length).toBeLessThanOrEqual(6);
    if (late.some(({ status }) => status === 200)) expect(entered).toHaveLength(1);
    await Promise.all(
      entered.map(({ body }) => move(api.as('member'), board, body.number, board.id('Ready'))),
    );
    await setMax(board, doing.limit!, 6);
  }
  expect(eventsOverLimit(await historyOf(api.as('member'), board.path), doing.id, doing.limit!)).toEqual([]);
});

test.each(['REPEATABLE READ', 'SERIALIZABLE'] as const)(
  'a snapshot at %s older than a lowered limit does not pass it',
  async (isolation) => {
    const board = await aBoard(api).column('Doing', { limit: 2 }).make();
    const doing = await board.column('Doing');
    await cardsIn(board, 'Doing', 1);
    const [number] = await cardsIn(board, 'Ready', 1);
    const [look, update, values] = movement(await placeOf(api, board), number!, doing.id);

    const client = await aCrowd(isolation).connect();
    try {
      await client.query('BEGIN');
      await client.query(look);
      await setMax(board, doing.limit!, 1);
      await expect(client.query(update, values)).rejects.toMatchObject({ code: '40001' });
      await client.query('ROLLBACK');
      await expect(client.query(update, values)).rejects.toMatchObject({ code: 'WIP01' });
    } finally {
      client.release();
    }
    expect((await board.column('Doing')).load).toBe(1);
  },
);

test.each(['REPEATABLE READ', 'SERIALIZABLE'] as const)(
  'two snapshots at %s of one age do not both enter the last place',
  async (isolation) => {
    const board = await aBoard(api).column('Doing', { limit: 1 }).make();
    const place = await placeOf(api, board);
    const numbers = await cardsIn(board, 'Ready', 2);
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

function aCrowd(isolation: Isolation): SqlCrowd {
  const crowd = new SqlCrowd(api, isolation);
  crowds.push(crowd);
  return crowd;
}

/** Cards made in a column, which must have room for them: their numbers. */
async function cardsIn(
  board: BoardUnderTest,
  column: string,
  count: number,
  classOfService = 'standard',
): Promise<number[]> {
  const answers = await all(count, () => create(api.as('member'), board, board.id(column), classOfService));
  expect(answers.map(({ status }) => status)).toEqual(new Array(count).fill(201));
  return answers.map(({ body }) => body.number);
}

function create(
  caller: Caller,
  board: BoardUnderTest,
  columnId: string,
  classOfService = 'standard',
): Promise<Tried> {
  return caller.post(`${board.path}/cards`, { title: 'A piece of work', columnId, classOfService });
}

function move(caller: Caller, board: BoardUnderTest, number: number, columnId: string): Promise<Tried> {
  return caller.put(`${board.path}/cards/${number}/position`, { columnId });
}

function patch(caller: Caller, board: BoardUnderTest, number: number, change: object): Promise<Tried> {
  return caller.patch(`${board.path}/cards/${number}`, change);
}

async function archive(board: BoardUnderTest, number: number): Promise<void> {
  expect((await api.as('member').put(`${board.path}/cards/${number}/archive`)).status).toBe(200);
}

async function setMax(board: BoardUnderTest, { id }: { id: string }, max: number): Promise<void> {
  expect((await api.as('manager').patch(`${board.path}/limits/${id}`, { max })).status).toBe(200);
}

/** A 409 with all its facts: the limit, what fills it, and what can be done instead. */
function expectRefusedBy(
  answer: Tried,
  limit: Pick<Limit, 'id' | 'max' | 'mode'>,
  of: string,
  load: number,
): void {
  expect(answer.status).toBe(409);
  expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  const problem = problemSchemas['wip-limit-reached'].parse(answer.body);
  const { id, max, mode } = limit;
  expect(problem.limits).toEqual([
    { id, scope: of === 'Expedite' ? 'classOfService' : 'column', of, max, mode, load },
  ]);
  expect(problem.options.length).toBeGreaterThan(0);
}

const look = 'SELECT count(*) FROM cards';
let imported = 1_000_000;

function movement(
  { workspaceId, boardId }: Place,
  number: number,
  columnId: string,
): [string, string, unknown[]] {
  return [
    look,
    'UPDATE cards SET column_id = $1 WHERE workspace_id = $2 AND board_id = $3 AND number = $4',
    [columnId, workspaceId, boardId, number],
  ];
}

function insertion({ workspaceId, boardId }: Place, columnId: string): [string, string, unknown[]] {
  imported += 1;
  return [
    look,
    `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
     VALUES ($1, $2, $3, $4, 'By an import', $5, 1, now(), $6, now())`,
    [workspaceId, boardId, uuid(), imported, columnId, api.cast.member.id],
  ];
}
