import { expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { changedCards, type Problem, problemSchemas, type Request } from '@weir/contract';

import { isDeep } from '../model/depth.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { EventListener } from '../support/event-listener.js';
import type { Answer } from '../support/person.js';
import { all, deadlocksOf } from './crowd.js';
import { historyOf } from './history.js';
import { twoInstances } from './instances.js';
import { statusesOf } from './outcomes.js';

const { api, second } = twoInstances();
const as = (n: number, who: 'manager' | 'requester') => (n % 2 === 0 ? api : second).people[who];
const sweepOf = (n: number) => (n % 2 === 0 ? api : second).service('SweepService').sweep();
/** Requests are overdue after an hour and expire after two. */
const short = { answerWithinHours: 1, graceHours: 1, remindBeforeHours: null, gateByItself: false };
const rounds = isDeep ? 48 : 8;
const many = { depth: 500, openPerRequester: 500 };

const make = (intake: object = {}) =>
  aBoard()
    .intake({ ...short, ...many, ...intake })
    .make();
const ask = async (board: BoardUnderTest) =>
  (await api.people.requester.submit(board, { title: 'A thing we need' })).body;

test('either the deadline or a manager answers a request, never both', async () => {
  const board = await make();
  const answers = [
    { kind: 'accept' },
    { kind: 'decline', reason: 'notAligned', message: 'This is not what we do.' },
  ];
  for (let round = 0; round < rounds; round += 1) {
    const { number } = await ask(board);
    const path = `${board.path}/requests/${number}`;
    api.clock.pass({ hours: 2 });
    const manager = as(round, 'manager');
    const answered = async (): Promise<Answer<Request & Problem>> => {
      // Sometimes the sweep gets a head start.
      for (let reads = 0; reads < round % 4; reads += 1) await manager.get(path);
      return manager.put(`${path}/answer`, answers[round % 2]);
    };
    const [given] = await Promise.all([answered(), sweepOf(round >> 1)]);
    const { answer } = (await as(round + 1, 'requester').get<Request>(path)).body;
    if (given.status === 200) {
      expect(answer).toMatchObject({ kind: answers[round % 2]?.kind });
      expect(given.body.answer).toEqual(answer);
    } else {
      expect(answer).toMatchObject({ kind: 'expired', by: null });
      expect(problemSchemas['already-answered'].parse(given.body).answer).toEqual(answer);
    }
  }
  const ends = (await historyOf(api.people.manager, board.path)).filter(({ type }) =>
    ['request.answered', 'requests.expired'].includes(type),
  );
  expect(ends).toHaveLength(rounds);
  const accepted = ends.filter((event) => changedCards(event).length > 0);
  expect((await board.read()).cards).toHaveLength(accepted.length);
});

test('several sweeps of the same boards at once do everything once', async () => {
  const before = await deadlocksOf(api);
  const boards = await all(10, () =>
    make({ answerWithinHours: 2, graceHours: 2, remindBeforeHours: 1, gateByItself: true }),
  );
  await all(10, (n) => ask(boards[n] as BoardUnderTest));
  await all(10, (n) => ask(boards[n] as BoardUnderTest));
  const seen = async () =>
    new Set(
      await Promise.all(
        boards.map(async ({ path }) =>
          (await historyOf(api.people.manager, path)).map(({ type }) => type).join(' '),
        ),
      ),
    );
  const asked = 'board.created request.submitted request.submitted';

  api.clock.pass({ hours: 1 });
  await all(6, sweepOf);
  expect(await seen()).toEqual(new Set([`${asked} request.reminded`]));
  api.clock.pass({ hours: 1 });
  await all(6, sweepOf);
  expect(await seen()).toEqual(new Set([`${asked} request.reminded request.overdue gate.changed`]));
  api.clock.pass({ hours: 2 });
  await all(6, sweepOf);
  expect(await seen()).toEqual(
    new Set([`${asked} request.reminded request.overdue gate.changed requests.expired`]),
  );

  const { rows } = await api.pool.query(
    `SELECT n.kind::text, count(*)::int, count(DISTINCT (n.board_id, coalesce(n.request_id, n.board_id), n.user_id))::int AS distinct
       FROM notices n JOIN boards b ON b.id = n.board_id WHERE b.key = ANY ($1) GROUP BY 1 ORDER BY 1`,
    [boards.map(({ key }) => key)],
  );
  expect(rows).toEqual([
    { kind: 'answered', count: 20, distinct: 20 },
    { kind: 'gate', count: 20, distinct: 20 },
    { kind: 'newRequest', count: 40, distinct: 40 },
    { kind: 'overdue', count: 40, distinct: 40 },
    { kind: 'reminder', count: 40, distinct: 40 },
  ]);
  expect(await deadlocksOf(api, second)).toBe(before);
});

test('several sweeps at once notify of a due ticket once', async () => {
  const board = await make();
  const until = new Date(api.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
  const defer = { kind: 'defer', reason: 'noCapacity', message: 'Ask us again tomorrow.', until };
  for (let n = 0; n < 5; n += 1) {
    const { number } = await ask(board);
    await api.people.manager.answer(board, number, defer);
  }
  api.clock.pass({ days: 1 });
  await all(6, sweepOf);
  const { rows } = await api.pool.query(
    `SELECT count(*)::int FROM notices n JOIN boards b ON b.id = n.board_id WHERE b.key = $1 AND n.kind = 'ticketDue'`,
    [board.key],
  );
  expect(rows).toEqual([{ count: 5 }]);
});

test('instances share the sweep, and no deadline is lost when they stop in the middle', async () => {
  const boards = await all(16, () => make());
  await all(16, (n) => ask(boards[n] as BoardUnderTest));
  api.clock.pass({ hours: 2 });
  const streams = await all(16, (n) =>
    EventListener.open(api.people.manager, boards[n] as BoardUnderTest, '', { 'last-event-id': '2' }),
  );
  const ended = () =>
    streams.filter(({ received }) => received.some(({ data }) => data.type === 'requests.expired')).length;
  const running: NestFastifyApplication[] = [];
  const anInstance = async () => {
    const app = await builtApi.makeApplication(
      { ...api.env, WEIR_BACKGROUND: 'on', WEIR_SWEEP_SECONDS: 1 },
      api.clock,
    );
    running.push(app);
    await app.listen(0, '127.0.0.1');
  };
  const stopAll = () => Promise.all(running.splice(0).map((app) => app.close()));

  try {
    await Promise.all([anInstance(), anInstance()]);
    await Promise.race(streams.map((stream) => stream.until(() => ended() > 0)));
    await stopAll();
    await anInstance();
    for (const stream of streams) {
      await stream.until(({ received }) => received.some(({ data }) => data.type === 'requests.expired'));
    }
  } finally {
    await stopAll();
    for (const stream of streams) stream.cut();
  }

  expect(statusesOf(await all(16, (n) => api.people.requester.get(`${boards[n]?.path}/requests/1`)))).toEqual(
    {
      200: 16,
    },
  );
  for (const board of boards) {
    expect((await historyOf(api.people.manager, board.path)).map(({ type }) => type)).toEqual([
      'board.created',
      'request.submitted',
      'requests.expired',
    ]);
  }
});
