import { expect, test } from '@jest/globals';
import { problemSchemas } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { isDeep } from '../model/depth.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Name } from '../support/people.js';
import { all, type BoardIds, boardIdsOf, deadlocksOf, type Isolation } from './crowd.js';
import { historyOf } from './history.js';
import { twoInstances } from './instances.js';
import { statusesOf } from './outcomes.js';

const { api, second, aCrowd } = twoInstances();
const rounds = isDeep ? 2 : 1;
const askers: Name[] = ['requester', 'secondRequester', 'member', 'secondMember', 'manager'];
/** Half of the calls go to one instance, half to the other. */
const as = (n: number, who: Name) => (n % 2 === 0 ? api : second).people[who];

test('ten of 100 submissions at once get into a depth of 10, and ninety get Retry-After', async () => {
  for (let round = 1; round <= rounds; round += 1) {
    const board = await aBoard().intake({ depth: 10, openPerRequester: 500 }).make();
    const answers = await all(100, (n) => submit(board, n, askers[n % 5]!));
    expect(statusesOf(answers)).toEqual({ 201: 10, 429: 90 });
    for (const answer of answers.filter(({ status }) => status === 429)) {
      const problem = problemSchemas['intake-queue-full'].parse(answer.body);
      expect(problem).toMatchObject({ waiting: 10, depth: 10 });
      expect(answer.headers.get('retry-after')).toBe(String(problem.retryAfterSeconds));
    }
    expect((await board.read()).intake).toMatchObject({ waiting: 10, depth: 10 });
    // Refusals are no events.
    expect((await historyOf(api.people.manager, board.path)).map(({ type }) => type)).toEqual([
      'board.created',
      ...new Array(10).fill('request.submitted'),
    ]);
  }
});

test('a quota of 3 lets in three of forty submissions per person', async () => {
  const board = await aBoard().intake({ depth: 100, openPerRequester: 3 }).make();
  const answers = await all(80, (n) => submit(board, n >> 1, n % 2 === 0 ? 'requester' : 'secondRequester'));
  for (const one of [0, 1]) {
    const own = answers.filter((_, n) => n % 2 === one);
    expect(statusesOf(own)).toEqual({ 201: 3, 429: 37 });
    for (const { status, body } of own)
      if (status === 429)
        expect(problemSchemas['requester-quota-reached'].parse(body)).toMatchObject({ open: 3, quota: 3 });
  }
});

test.each([{ per: 'hour' }, { per: 'day' }] as const)(
  'a rate of 5 per $per lets in five of 64 submissions per person',
  async ({ per }) => {
    const rate = per === 'hour' ? { perRequesterPerHour: 5 } : { perRequesterPerDay: 5 };
    const board = await aBoard()
      .intake({ depth: 500, openPerRequester: 500, ...rate })
      .make();
    const answers = await all(128, (n) =>
      submit(board, n >> 1, n % 2 === 0 ? 'requester' : 'secondRequester'),
    );
    for (const one of [0, 1]) {
      const own = answers.filter((_, n) => n % 2 === one);
      expect(statusesOf(own)).toEqual({ 201: 5, 429: 59 });
      for (const { status, body } of own)
        if (status === 429)
          expect(problemSchemas['requester-rate-reached'].parse(body)).toMatchObject({ quota: 5, per });
    }
  },
);

test.each<[Isolation]>([['READ COMMITTED'], ['REPEATABLE READ'], ['SERIALIZABLE']])(
  'the rate is enforced if half of the submissions are plain SQL at %s, whatever time each of them gives',
  async (isolation) => {
    const sql = aCrowd(isolation);
    const board = await aBoard().intake({ depth: 500, openPerRequester: 500, perRequesterPerHour: 5 }).make();
    const place = await boardIdsOf(api, board);
    const at = api.clock.now().getTime();
    await all(64, async (n) => {
      if (n % 2 !== 0) return submit(board, n >> 1, 'requester');
      // In no order, within an hour.
      return sql.write(
        'SELECT count(*) FROM requests',
        ...insertion(place, n, new Date(at - ((n * 37) % 60) * 1_000)),
      );
    });
    const { rows } = await sql.query('SELECT count(*)::int FROM requests WHERE board_id = $1', [
      place.boardId,
    ]);
    expect(rows[0].count).toBe(5);
  },
);

test('one of thirty expedite claims at once gets in', async () => {
  const board = await aBoard().intake({ depth: 100, openPerRequester: 100 }).make();
  const answers = await all(30, (n) => submit(board, n, askers[n % 5]!, 'expedite'));
  expect(statusesOf(answers)).toEqual({ 201: 1, 409: 29 });
});

test.each<[Isolation]>([['READ COMMITTED'], ['REPEATABLE READ'], ['SERIALIZABLE']])(
  'the depth is enforced if half of the submissions are plain SQL at %s',
  async (isolation) => {
    const sql = aCrowd(isolation);
    const before = await deadlocksOf(api);
    for (let round = 1; round <= rounds; round += 1) {
      const board = await aBoard().intake({ depth: 10, openPerRequester: 500 }).make();
      const place = await boardIdsOf(api, board);
      const outcomes = await all(100, async (n) => {
        if (n % 2 === 0) return sql.write('SELECT count(*) FROM requests', ...insertion(place, n));
        const { status } = await submit(board, n >> 1, askers[n % 5]!);
        expect([201, 429]).toContain(status);
        return status === 201 ? 'done' : 'refused';
      });
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(10);
      expect((await board.read()).intake.waiting).toBe(10);
      await historyOf(api.people.manager, board.path);
    }
    expect(await deadlocksOf(api, sql)).toBe(before);
  },
);

test('a request answered by two managers at once gets one answer, and the other manager gets it', async () => {
  const board = await aBoard().intake({ depth: 500, openPerRequester: 500 }).make();
  const answers = [
    { kind: 'accept' },
    { kind: 'decline', reason: 'notAligned', message: 'This is not what we do.' },
    { kind: 'defer', reason: 'noCapacity', message: 'Ask us again after the move.', until: inDays(30) },
  ];
  const accepted: number[] = [];
  for (let round = 0; round < (isDeep ? 50 : 6); round += 1) {
    const { number } = (await submit(board, round, 'requester')).body;
    const given = [answers[round % 3]!, answers[(round + 1) % 3]!];
    const both = await all(2, (n) => as(n, n === 0 ? 'owner' : 'manager').answer(board, number, given[n]!));
    expect(statusesOf(both)).toEqual({ 200: 1, 409: 1 });
    const won = both.findIndex(({ status }) => status === 200);
    expect(both[won]!.body.answer?.kind).toBe(given[won]!.kind);
    const refused = problemSchemas['already-answered'].parse(both[1 - won]!.body);
    expect(refused).toMatchObject({ answer: both[won]!.body.answer });
    if (given[won]!.kind === 'accept') accepted.push(number);
  }
  const { cards } = await board.read();
  expect(cards.map(({ request }) => request?.number).sort(byNumber)).toEqual(accepted.sort(byNumber));
});

test('one of two requests accepted at once gets the last place, and the other still waits', async () => {
  const board = await aBoard()
    .column('Doing', { limit: 1 })
    .intake({ depth: 500, openPerRequester: 500 })
    .make();
  const [columnId, done] = [board.id('Doing'), board.id('Done')];
  for (let round = 0; round < (isDeep ? 25 : 4); round += 1) {
    const asked = await all(2, (n) => submit(board, n, 'requester'));
    const numbers = asked.map(({ body }) => body.number);
    const both = await all(2, (n) =>
      as(n, 'manager').answer(board, numbers[n]!, {
        kind: 'accept',
        columnId,
      }),
    );
    expect(statusesOf(both)).toEqual({ 200: 1, 409: 1 });
    const lost = both.findIndex(({ status }) => status === 409);
    const { limits } = problemSchemas['wip-limit-reached'].parse(both[lost]!.body) as { limits: object[] };
    expect(limits).toMatchObject([{ of: 'Doing', max: 1, load: 1 }]);
    const waits = await api.people.requester.readRequest(board, numbers[lost]!);
    expect(waits.body).toMatchObject({ state: 'waiting', answer: null, card: null });
    const { number } = both[1 - lost]!.body.card!;
    await api.people.member.moveCard(board, number, { columnId: done });
    await api.people.requester.withdraw(board, numbers[lost]!);
  }
});

test('asking again twenty times at once uses the ticket once', async () => {
  const board = await aBoard().intake({ depth: 50, openPerRequester: 50 }).make();
  const { number } = (await submit(board, 0, 'requester')).body;
  const deferral = {
    kind: 'defer',
    reason: 'noCapacity',
    message: 'Ask us again tomorrow.',
    until: inDays(1),
  };
  await api.people.manager.answer(board, number, deferral);
  api.clock.pass({ days: 1 });
  const answers = await all(20, (n) => as(n, 'requester').askAgain(board, number));
  expect(statusesOf(answers)).toEqual({ 201: 1, 409: 19 });
  expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(
    new Set(['already-asked']),
  );
});

function submit(board: BoardUnderTest, n: number, who: Name, classOfService = 'standard') {
  return as(n, who).submit(board, { title: 'A thing we need', classOfService });
}

function inDays(days: number): string {
  return new Date(api.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

function byNumber(one: number | undefined, other: number | undefined): number {
  return (one ?? 0) - (other ?? 0);
}

function insertion({ workspaceId, boardId }: BoardIds, n: number, at = new Date()): [string, unknown[]] {
  return [
    `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at)
     VALUES ($1, $2, $3, $4, 'By an import', $5, $6, $6::timestamptz + interval '3 days', $6::timestamptz + interval '6 days')`,
    // With room between the numbers for those that the API assigns from there on.
    [workspaceId, boardId, uuid(), 1_000_000 + 1_000 * n, api.people.requester.id, at],
  ];
}
