import { expect, test } from '@jest/globals';
import { BoardForecast, BoardsForecast, type Stability } from '@weir/contract';
import {
  addDays,
  chanceOf,
  dailyDeliveries,
  daysOfAll,
  oddsOfAll,
  simulateQuestion,
  todayIn,
  type WorkingHours,
} from '@weir/domain';
import { simulationSeed } from '../../src/flow/throughput.js';
import { planned, ran, replanned } from '../imports/support.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Caller } from '../support/person.js';
import { aToken } from '../workspaces/tokens/support.js';

const api = theApi();
const { manager, member, viewer, owner } = api.people;
const W = '/v1/workspaces/demo';
const auckland = 'Pacific/Auckland';
const losAngeles = 'America/Los_Angeles';
const weekdays: WorkingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };

const ask = async (board: BoardUnderTest, query: string, by: Caller = viewer) =>
  BoardForecast.parse((await by.get(`${board.path}/flow/forecast?${query}`)).body);
const askAll = async (query: string, by: Caller = viewer) =>
  BoardsForecast.parse((await by.get(`${W}/flow/forecast?${query}`)).body);

/** Delivers on each board as many cards a day, the last yesterday. */
async function deliver(...boards: [BoardUnderTest, readonly number[]][]) {
  const days = Math.max(...boards.map(([, aDay]) => aDay.length));
  for (let day = 0; day < days; day += 1) {
    for (const [board, aDay] of boards) await board.cards('Done', aDay[day] ?? 0);
    api.clock.pass({ days: 1 });
  }
}

/** What the domain makes of the same history: the odds, and how many cards are delivered by a day. */
async function expected(
  board: BoardUnderTest,
  aDay: readonly number[],
  {
    timeZone,
    items,
    by = null,
    hours = null,
  }: { timeZone: string; items: number; by?: string | null; hours?: WorkingHours | null },
) {
  const { rows } = await api.pool.query('SELECT id FROM boards WHERE key = $1', [board.key]);
  const today = todayIn(api.clock.now(), timeZone);
  const from = addDays(today, -aDay.length);
  const history = aDay.map((delivered, at) => ({ day: addDays(from, at), delivered }));
  const throughput = { history, from, today, seed: simulationSeed(rows[0].id, today) };
  const question = { items, by, calendar: { timeZone, workingHours: hours } };
  const { completion, counts } = simulateQuestion(dailyDeliveries(throughput), throughput, question);
  return { completion: completion!, counts, seed: throughput.seed, from, today };
}

const aDay = [1, 0, 2, 1, 0, 0, 3, 1, 2, 0, 1, 1, 0, 2];

test('says when a number of cards is delivered, how many are by a day, and how probable both together are', async () => {
  const board = await aBoard().intake({ timeZone: auckland, workingHours: weekdays }).make();
  await deliver([board, aDay]);
  // Today does not count.
  await member.createCard(board, { title: 'Today', column: 'Done' });
  const by = addDays(todayIn(api.clock.now(), auckland), 12);
  const both = await ask(board, `items=9&by=${by}`);
  const right = await expected(board, aDay, { timeZone: auckland, items: 9, by, hours: weekdays });
  expect(both).toMatchObject({
    today: right.today,
    timeZone: auckland,
    asked: { items: 9, by },
    doneBy: daysOfAll([right.completion]),
    delivered: right.counts,
    chance: chanceOf(oddsOfAll([right.completion], by)),
    basis: {
      window: 120,
      from: right.from,
      days: 14,
      sample: 14,
      daysWithDeliveries: 9,
      trials: 10_000,
      seed: right.seed,
      stability: {
        stable: true,
        advice: null,
        earlier: { days: 7, delivered: 7 },
        later: { days: 7, delivered: 7 },
      },
    },
  });
  for (const day of Object.values(both.doneBy as object))
    expect([0, 6]).not.toContain(new Date(day).getUTCDay());
  expect(await ask(board, `items=9&by=${by}`, member)).toEqual(both);

  expect(await ask(board, 'items=9')).toMatchObject({
    asked: { items: 9, by: null },
    delivered: null,
    chance: null,
  });
  expect(await ask(board, `by=${by}`)).toMatchObject({
    asked: { items: null, by },
    doneBy: null,
    chance: null,
  });
  expect(await ask(board, `items=1&by=${addDays(by, 60)}`)).toMatchObject({
    chance: { percent: 95, bound: 'above' },
  });
  expect(await ask(board, `items=400&by=${by}`)).toMatchObject({ chance: { percent: 5, bound: 'below' } });
  expect((await ask(board, 'items=10000')).doneBy).toEqual({ unknown: expect.stringContaining('two years') });
});

test('counts deliveries as the figures do: with cards that were deleted later, without those imported without dates', async () => {
  const board = await aBoard().make();
  const file = [
    'Summary,Issue key,Issue Type,Status',
    ...Array.from({ length: 9 }, (_, n) => `One,WEB-${n},Bug,Done`),
  ];
  const plan = await planned('flow.csv', file.join('\n'));
  await ran(await replanned(plan, { target: { kind: 'existing', board: board.key, columns: [] } }));
  await deliver([board, aDay]);
  const [deleted] = await board.order('Done');
  await member.archive(board, deleted!);
  expect((await manager.delete(`${board.path}/cards/${deleted}`)).status).toBe(204);
  const { body } = await viewer.get<{ delivered: number }>(`${board.path}/flow/throughput`);
  expect(body.delivered).toBe(14);
  expect((await ask(board, 'items=5')).basis).toMatchObject({ sample: 14, days: 14, daysWithDeliveries: 9 });
});

test('draws from the window only, warns of a board that changed, and proposes the window that fits', async () => {
  const board = await aBoard().make();
  const slow = [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0];
  const fast = [3, 2, 0, 3, 2, 3, 0, 2, 3, 3, 0, 3, 2, 2];
  await deliver([board, [...slow, ...fast]]);
  const all = await ask(board, 'items=30');
  expect(all.basis).toMatchObject({ days: 28, sample: 33, stability: { stable: false, window: 14 } });
  const { advice, earlier, later } = all.basis.stability as Stability;
  expect([earlier.delivered, later.delivered]).toEqual([5, 28]);
  expect(advice).toMatch(
    /delivered 5 cards in the first 14 days .* 28 cards in the 14 days after .* Choose a window of 14 days\.$/,
  );
  const german = await viewer.get<BoardForecast>(`${board.path}/flow/forecast?items=30`, {
    'accept-language': 'de',
  });
  expect(german.body.basis.stability?.advice).toMatch(/Wähle ein Zeitfenster von 14 Tagen\.$/);

  const recent = await ask(board, 'items=30&window=14');
  const right = await expected(board, fast, { timeZone: 'UTC', items: 30 });
  expect(recent).toMatchObject({
    doneBy: daysOfAll([right.completion]),
    basis: { window: 14, from: right.from, days: 14, sample: 28, stability: { stable: true } },
  });
});

test('several boards are done with the product of their probabilities, each from its own day and calendar', async () => {
  const east = await aBoard().intake({ timeZone: auckland, workingHours: weekdays }).make();
  const west = await aBoard().intake({ timeZone: losAngeles, workingHours: null }).make();
  const other = [0, 1, 0, 0, 4, 0, 2, 0, 1, 1, 0, 0, 2, 1];
  await deliver([east, aDay], [west, other]);
  const by = addDays(todayIn(api.clock.now(), auckland), 14);
  const answer = await askAll(`boards=${west.key}:8,${east.key}:9&by=${by}`);
  const [eastern, western] = [
    await expected(east, aDay, { timeZone: auckland, items: 9, hours: weekdays }),
    await expected(west, other, { timeZone: losAngeles, items: 8 }),
  ];
  const both = [western.completion, eastern.completion];
  expect(eastern.seed).not.toBe(western.seed);
  expect(answer).toMatchObject({
    by,
    doneBy: daysOfAll(both),
    chance: chanceOf(oddsOfAll([western.completion], by) * oddsOfAll([eastern.completion], by)),
    boards: [
      { key: west.key, today: western.today, timeZone: losAngeles, doneBy: daysOfAll([western.completion]) },
      { key: east.key, today: eastern.today, timeZone: auckland, doneBy: daysOfAll([eastern.completion]) },
    ],
  });
  const { boards } = answer;
  const { record: _, ...alone } = await ask(east, `items=9&by=${by}`);
  expect(boards[1]).toEqual({ ...alone, key: east.key, name: 'Platform' });
  const days = [answer, ...boards].map(({ doneBy }) => (doneBy as { p85: string }).p85);
  expect(days[0]! >= days[1]! && days[0]! >= days[2]!).toBe(true);
  // One board is its own product.
  expect((await askAll(`boards=${east.key}:9`)).doneBy).toEqual(alone.doneBy);

  // A day that is over on one of the boards is refused, and so is one that no simulation reaches.
  const refused = (day: string) =>
    viewer.get(`${W}/flow/forecast?boards=${west.key}:8,${east.key}:9&by=${day}`);
  expect(await refused(eastern.today)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'by', code: 'afterToday' }] },
  });
  const last = addDays(western.today, 730);
  expect(await refused(addDays(last, 1))).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'by', code: 'twoYearsAhead', params: { last } }] },
  });
  expect(await refused(last)).toMatchObject({ status: 200 });
});

test('is unknown for a board with too little history, and then for all boards together', async () => {
  const [empty, thin, known] = [await aBoard().make(), await aBoard().make(), await aBoard().make()];
  await deliver([thin, [4, 0, 4, 4, 4]], [known, [3, 3, 3, 3, 3]]);
  const by = api.day(30);
  const reason = { unknown: expect.stringMatching(/^Cards were delivered on only 4 days since/) };
  expect(await ask(thin, `items=5&by=${by}`)).toMatchObject({
    doneBy: reason,
    delivered: reason,
    chance: reason,
    basis: { sample: 16, daysWithDeliveries: 4, stability: null },
  });
  expect(await ask(empty, 'items=5')).toMatchObject({
    doneBy: { unknown: expect.stringMatching(/^No cards have been delivered/) },
    delivered: null,
    chance: null,
  });
  const all = await askAll(`boards=${known.key}:5,${thin.key}:5,${empty.key}:5&by=${by}`);
  const together = `There is no forecast of all boards, because there is none of ${thin.key} and ${empty.key}.`;
  expect(all).toMatchObject({
    doneBy: { unknown: together },
    chance: { unknown: together },
    boards: [
      { doneBy: { p50: expect.any(String) } },
      { doneBy: reason },
      { chance: { unknown: expect.any(String) } },
    ],
  });
});

test('refuses a question that makes no sense and says why', async () => {
  const board = await aBoard().make();
  const errors = async (path: string) => {
    const { status, body } = await viewer.get<{ errors: { path: string; code: string }[] }>(path);
    return [status, ...body.errors.map(({ path: at, code }) => `${at} ${code}`)];
  };
  const one = (query: string) => errors(`${board.path}/flow/forecast${query}`);
  const cases: [string, string][] = [
    ['', 'items itemsOrDay'],
    ['?window=60', 'items itemsOrDay'],
    ['?items=0', 'items tooSmall'],
    ['?items=1000000000', 'items tooBig'],
    ['?items=-3', 'items items'],
    ['?items=2.5', 'items items'],
    ['?items=5&window=13', 'window tooSmall'],
    ['?items=5&window=366', 'window tooBig'],
    ['?items=5&window=all', 'window windowDays'],
    [`?by=${api.day(-1)}`, 'by afterToday'],
    [`?by=${api.day()}`, 'by afterToday'],
    [`?by=${api.day(731)}`, 'by twoYearsAhead'],
    ['?by=2027-02-30', 'by date'],
    ['?items=5&trials=1', 'trials unknownField'],
  ];
  for (const [query, fault] of cases) expect([query, ...(await one(query))]).toEqual([query, 422, fault]);

  const many = (boards: string) => errors(`${W}/flow/forecast?boards=${boards}`);
  const named = (count: number) => Array.from({ length: count }, (_, at) => `NONE${at}:5`).join(',');
  expect(await errors(`${W}/flow/forecast`)).toEqual([422, 'boards required']);
  expect(await many('')).toEqual([422, 'boards boardItems']);
  expect(await many(board.key)).toEqual([422, 'boards boardItems']);
  expect(await many(`${board.key}:5,`)).toEqual([422, 'boards boardItems']);
  expect(await many(`${board.key}:0`)).toEqual([422, 'boards.0.items tooSmall']);
  expect(await many(`${board.key}:1000000000`)).toEqual([422, 'boards.0.items tooBig']);
  expect(await many(`${board.key}:5,${board.key}:6`)).toEqual([422, 'boards boardTwice']);
  expect(await many(named(51))).toEqual([422, 'boards tooMany']);
  expect((await many(named(50)))[1]).toBe('boards.0.key absent');
});

test('refuses boards that do not exist here, and those that a token does not cover', async () => {
  const [mine, hidden] = [await aBoard().make(), await aBoard().make()];
  const foreign = await aBoard().make('other');
  const boards = [mine, foreign, hidden].map(({ key }) => `${key}:5`).join(',');
  const { caller } = await aToken(api, manager, { boards: [mine.key], scopes: ['read'] });
  const absent = async (by: Caller) => {
    const { status, body } = await by.get<{ errors: object[] }>(`${W}/flow/forecast?boards=${boards}`);
    return [status, body.errors];
  };
  expect(await absent(owner)).toMatchObject([422, [{ path: 'boards.1.key', code: 'absent' }]]);
  expect(await absent(caller)).toMatchObject([422, [{ path: 'boards.1.key' }, { path: 'boards.2.key' }]]);
  expect((await caller.get(`${W}/flow/forecast?boards=${mine.key}:5`)).status).toBe(200);
});
