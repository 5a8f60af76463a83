import { expect, test } from '@jest/globals';
import { isDeep } from '../model/depth.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { all, deadlocksOf } from './crowd.js';
import { historyOf, unloggedOverrides } from './history.js';
import { twoInstances } from './instances.js';
import { statusesOf } from './outcomes.js';

const { api, second } = twoInstances();
const as = (n: number, who: 'manager' | 'owner' | 'member' | 'requester') =>
  (n % 2 === 0 ? api : second).people[who];

const words = { reason: 'noCapacity', message: 'The regulator’s date comes first.' };

const aFullBoard = (ready: number) =>
  aBoard()
    .column('Ready', { kind: 'queue', limit: ready })
    .column('Doing', { limit: 2 })
    .column('Review')
    .intake({ depth: 500, openPerRequester: 500 })
    .make();

const submit = async (board: BoardUnderTest) =>
  (await api.people.requester.submit(board, { title: 'A thing we need' })).body.number;

const answer = (n: number, board: BoardUnderTest, number: number, given: object) =>
  as(n, 'manager').answer(board, number, given);

const trade = (n: number, board: BoardUnderTest, number: number, displaces: number) =>
  answer(n, board, number, { kind: 'trade', displaces, until: inAMonth(), ...words });

test('a trade and the delivery of its card at once leave nothing half done', async () => {
  const before = await deadlocksOf(api);
  const board = await aFullBoard(50);
  for (let round = 0; round < (isDeep ? 25 : 6); round += 1) {
    const [card] = await board.cards(round % 2 === 0 ? 'Doing' : 'Review', 1);
    const number = await submit(board);
    const [given, moved] = await Promise.all([
      trade(round, board, number, card),
      as(round + 1, 'member').moveCard(board, card, { column: 'Done' }),
    ]);
    expect(moved.status).toBe(200);
    expect([200, 409]).toContain(given.status);
    const after = (await api.people.requester.readRequest(board, number)).body;
    if (given.status === 200) {
      expect(after.answer?.displaced).toMatchObject({ number: card });
      const made = (await board.read()).cards.find((each) => each.number === after.card?.number);
      expect(made?.columnId).toBe(board.id('Doing'));
      await api.people.member.moveCard(board, after.card?.number as number, { column: 'Done' });
    } else {
      expect(after).toMatchObject({ state: 'waiting', card: null });
    }
    expect((await board.column('Doing')).load).toBe(0);
  }
  await historyOf(api.people.manager, board.path);
  expect(await deadlocksOf(api)).toBe(before);
});

test('many trades at once on a full board keep every limit and answer each request once', async () => {
  const before = await deadlocksOf(api);
  for (let round = 0; round < 3; round += 1) {
    const board = await aFullBoard(1);
    const cards = await board.cards('Doing', 2);
    const numbers = await all(16, () => submit(board));
    const answers = await all(16, (n) => trade(n, board, numbers[n]!, cards[n % 2]!));
    const statuses = statusesOf(answers);
    // The others find the card gone: it is archived until its date.
    expect(Object.keys(statuses).every((status) => status === '200' || status === '409')).toBe(true);
    const { columns, cards: onBoard } = await board.read();
    for (const { load, limit } of columns) expect(load).toBeLessThanOrEqual(limit?.max ?? load);
    const requests = await all(
      16,
      async (n) => (await api.people.manager.readRequest(board, numbers[n]!)).body,
    );
    const made = requests.flatMap(({ card }) => (card ? [card.number] : []));
    expect(made).toHaveLength(statuses[200] ?? 0);
    expect(new Set(made).size).toBe(made.length);
    expect(onBoard.length).toBeLessThanOrEqual(3);
    expect(await unloggedOverrides(api.people.manager, board.path)).toEqual([]);
  }
  expect(await deadlocksOf(api)).toBe(before);
});

test('redirects in both directions between two boards cause no deadlock', async () => {
  const before = await deadlocksOf(api);
  const intake = { depth: 500, openPerRequester: 500 };
  const boards = await all(2, () => aBoard().intake(intake).make());
  const numbers = await all(40, (n) => submit(boards[n % 2]!));
  const answers = await all(40, (n) =>
    answer(n >> 1, boards[n % 2]!, numbers[n]!, {
      kind: 'redirect',
      board: boards[1 - (n % 2)]!.key,
      message: 'The other team looks after these.',
    }),
  );
  expect(statusesOf(answers)).toEqual({ 200: 40 });
  for (const board of boards) {
    expect((await board.read()).intake.waiting).toBe(20);
    await historyOf(api.people.manager, board.path);
  }
  expect(await deadlocksOf(api)).toBe(before);
});

test('shedding while managers answer keeps the watermark and gives each request one answer', async () => {
  const before = await deadlocksOf(api);
  const board = await aBoard()
    .intake({ depth: 50, openPerRequester: 500, highWatermark: 6, lowWatermark: 3 })
    .make();
  const first = await all(6, () => submit(board));
  const [submitted, answered] = await Promise.all([
    all(30, (n) =>
      as(n, 'requester').submit(board, {
        title: 'One of many',
        classOfService: n % 3 === 0 ? 'intangible' : 'standard',
      }),
    ),
    all(6, (n) =>
      answer(n, board, first[n]!, {
        kind: 'decline',
        reason: 'notAligned',
        message: 'This is not what we do.',
      }),
    ),
  ]);
  expect(statusesOf(submitted)).toEqual({ 201: 30 });
  expect(Object.keys(statusesOf(answered)).every((status) => status === '200' || status === '409')).toBe(
    true,
  );
  const { rows } = await api.pool.query(
    `SELECT count(*) FILTER (WHERE r.answered_at IS NULL)::int AS waiting,
            count(a.request_id)::int AS answers, count(*)::int AS asked
       FROM requests r JOIN boards b ON b.workspace_id = r.workspace_id AND b.id = r.board_id AND b.key = $1
       LEFT JOIN answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id`,
    [board.key],
  );
  const { waiting, answers, asked } = rows[0];
  expect(waiting).toBeLessThanOrEqual(6);
  expect(answers + waiting).toBe(asked);
  await historyOf(api.people.manager, board.path);
  expect(await deadlocksOf(api)).toBe(before);
});

function inAMonth(): string {
  return new Date(api.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
}
