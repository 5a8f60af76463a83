import { expect, test } from '@jest/globals';
import type { Throughput } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { figureOf } from './board-figures.js';
import { atNine, timeZone } from './clock.js';
import { dayOf, nextDay } from './local-days.js';
import { tenDays } from './ten-days.js';

// Figures computed by hand, in a time zone whose clock never changes. Days are counted from the first: D0, D1 …
const hour = 3_600;

const api = theApi();
const { manager, member, requester, stranger } = api.people;

test('figures of ten days agree with those computed by hand', async () => {
  const { board, day, window } = await tenDays();
  const none = { arrived: 0, delivered: 0, putBack: 0, removed: 0 };
  const { days } = await figureOf(board, 'arrivals', window);
  expect(days).toEqual([
    { day: day(0), ...none, arrived: 1, inFlight: 1 },
    { day: day(1), ...none, arrived: 1, inFlight: 2 },
    { day: day(2), ...none, inFlight: 2 },
    { day: day(3), ...none, delivered: 1, inFlight: 1 },
    { day: day(4), ...none, arrived: 1, inFlight: 2 },
    { day: day(5), ...none, delivered: 1, putBack: 1, inFlight: 0 },
    { day: day(6), ...none, arrived: 2, inFlight: 2 },
    { day: day(7), ...none, delivered: 1, inFlight: 1 },
    { day: day(8), ...none, arrived: 2, delivered: 1, inFlight: 2 },
    { day: day(9), ...none, delivered: 1, removed: 1, inFlight: 0 },
    { day: day(10), ...none, inFlight: 0 },
  ]);

  // Delivered, then Review, Doing and Ready.
  const { days: ofCards } = await figureOf(board, 'cfd', window);
  expect(ofCards.map(({ cards }) => cards.join(' '))).toEqual([
    ...['0 0 1 1', '0 0 2 1', '0 0 2 1', '1 0 1 1', '1 0 2 0', '2 0 0 1'],
    ...['1 1 1 0', '2 0 1 0', '3 0 2 0', '4 0 0 0', '4 0 0 0'],
  ]);

  // Card 2 counts at its last delivery, the archived and the deleted card where they were delivered.
  const throughput = await figureOf(board, 'throughput', `${window}&by=day`);
  expect(throughput.periods.map(({ delivered }) => delivered)).toEqual([0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0]);
  expect(throughput.periods.map(({ complete }) => complete)).toEqual([...Array(10).fill(true), false]);
  expect(throughput.limits).toMatchObject({ mean: 0.4, lower: 0, signals: [] });
  // Of the nine differences between neighbours three are 1, the others 0.
  expect(throughput.limits?.upper).toBeCloseTo(0.4 + (2.66 * 3) / 9);

  const times = await figureOf(board, 'cycle-time', window);
  expect(times.cards.map(({ number, cycleDays, cycleSeconds }) => [number, cycleDays, cycleSeconds])).toEqual(
    [
      [1, 5, 4 * 24 * hour],
      [2, 8, 7 * 24 * hour],
      [3, 3, 2 * 24 * hour],
      [5, 2, 24 * hour],
    ],
  );
  expect(times).toMatchObject({
    sample: 4,
    cycle: { p50: 3, p70: 5, p85: 8, p95: 8 },
    lead: null,
    leadSample: 0,
  });
  expect(times.cards.at(-1)).toMatchObject({ title: null, deliveredOn: day(9) });

  const efficiency = await figureOf(board, 'efficiency', window);
  expect(efficiency).toMatchObject({
    sample: 4,
    efficiency: 8 / 14,
    seconds: { active: 8 * 24 * hour, blocked: 48 * hour, halfDone: 24 * hour, returned: 72 * hour },
  });
  expect(efficiency.cards.map((card) => [card.number, card.efficiency])).toEqual([
    [1, 0.5],
    [2, 3 / 7],
    [3, 1],
    [5, 1],
  ]);

  expect(await figureOf(board, 'blocked', window)).toMatchObject({
    seconds: 48 * hour,
    blocks: 1,
    reasons: [{ reason: 'Waiting for Finance', alike: 1, cards: [`${board.key}-1`] }],
  });
  expect((await figureOf(board, 'cycle-time', `${window}&class=expedite`)).sample).toBe(0);

  // A window that begins later counts the cards that are in flight at its start.
  const later = await figureOf(board, 'arrivals', `?from=${day(2)}&to=${day(3)}`);
  expect(later.days.map(({ inFlight }) => inFlight)).toEqual([2, 1]);
});

test('weeks before a board existed do not count as weeks without deliveries', async () => {
  const board = await aBoard().intake({ timeZone }).make();
  await board.cards('Done', 3);
  api.clock.pass({ days: 15 });
  const { periods, limits } = await figureOf(board, 'throughput');
  expect(periods.length).toBeGreaterThan(12);
  expect(periods.filter(({ complete }) => complete).length).toBeLessThan(3);
  expect(limits).toBeNull();
});

test('the age of a card in flight counts its local days, and each column has the ages on leaving it', async () => {
  const board = await aBoard().intake({ timeZone }).column('Doing').column('Review').make();
  atNine();
  await board.cards('Doing', 2);
  // Nine in the morning, and later eleven at night: the same day, then two minutes over an hour later the next.
  api.clock.pass({ hours: 14 });
  expect((await figureOf(board, 'ageing')).cards.map(({ ageDays }) => ageDays)).toEqual([1, 1]);
  api.clock.pass({ minutes: 62 });
  expect((await figureOf(board, 'ageing')).cards.map(({ ageDays }) => ageDays)).toEqual([2, 2]);
  await member.moveCard(board, 1, { column: 'Review' });
  api.clock.pass({ days: 3 });
  await member.moveCard(board, 1, { column: 'Done' });
  const { columns, cards, total } = await figureOf(board, 'ageing');
  expect(columns).toEqual([
    { columnId: board.id('Doing'), name: 'Doing', sample: 1, ages: { p50: 2, p70: 2, p85: 2, p95: 2 } },
    { columnId: board.id('Review'), name: 'Review', sample: 1, ages: { p50: 5, p70: 5, p85: 5, p95: 5 } },
  ]);
  expect({ total, cards }).toMatchObject({ total: 1, cards: [{ number: 2, ageDays: 5 }] });
});

test('the figures of requests count submissions, answers and refusals', async () => {
  const board = await aBoard().intake({ timeZone, depth: 2, openPerRequester: 5 }).make();
  const first = atNine();
  await board.ask('One');
  await board.ask('Two');
  await requester.submit(board, { title: 'Three' });
  api.clock.pass({ hours: 2 });
  await manager.answer(board, 1, { kind: 'accept' });
  await manager.answer(board, 2, { kind: 'decline', reason: 'noCapacity', message: 'Not this month.' });
  await board.ask('Four');
  expect(await figureOf(board, 'requests', `?from=${first}`)).toMatchObject({
    submitted: 3,
    waiting: 1,
    answers: { accept: 1, decline: 1 },
    secondsToAnswer: { p50: 2 * hour, p95: 2 * hour },
    days: [{ day: first, submitted: 3, accepted: 1, notNow: 1, other: 0 }],
    refusals: { 'intake-queue-full': 1 },
  });
});

test('boards are counted together, each by its own days, and a foreign or unknown one is refused', async () => {
  const one = await aBoard().intake({ timeZone }).column('Doing').make();
  const other = await aBoard().intake({ timeZone: 'America/New_York' }).column('Doing').make();
  const foreign = await aBoard().make('other');
  for (const board of [one, other]) {
    await board.cards('Doing', 2);
    await member.moveCard(board, 1, { column: 'Done' });
  }
  const read = (query: string, by = member) =>
    by.get<Throughput>(`/v1/workspaces/demo/flow/throughput${query}`);
  const { body } = await read(`?boards=${one.key},${other.key}`);
  expect(body).toMatchObject({ delivered: 2, timeZone: null, boards: [one.key, other.key].sort() });
  for (const key of [foreign.key, 'NOPE']) {
    const { status, body: refusal } = await read(`?boards=${one.key},${key}`);
    expect({ status, refusal }).toMatchObject({
      status: 422,
      refusal: { errors: [{ path: 'boards', code: 'absent' }] },
    });
  }
  expect((await read('', stranger)).status).toBe(404);
  const keys = Array.from({ length: 51 }, (_, n) => `K${n + 10}`).join(',');
  expect((await read(`?boards=${keys}`)).body).toMatchObject({
    errors: [{ path: 'boards', code: 'tooMany' }],
  });
});

test('a day of several boards is complete when it is over on each of them', async () => {
  const ahead = await aBoard().intake({ timeZone: 'Pacific/Kiritimati' }).make();
  const behind = await aBoard().intake({ timeZone: 'Pacific/Honolulu' }).make();
  for (const board of [ahead, behind]) await board.cards('Done', 1);
  api.clock.pass({ days: 9 });
  const [first, last] = ['Pacific/Honolulu', 'Pacific/Kiritimati'].map((zone) =>
    dayOf(api.clock.now().getTime(), zone),
  ) as [string, string];
  expect(nextDay(first)).toBe(last);
  const { body } = await member.get<Throughput>(
    `/v1/workspaces/demo/flow/throughput?by=day&boards=${ahead.key},${behind.key}`,
  );
  expect(body).toMatchObject({ today: first, to: last, delivered: 2 });
  expect(body.periods.slice(-3).map(({ from, complete }) => [from, complete])).toEqual([
    [nextDay(first, -1), true],
    [first, false],
    [last, false],
  ]);
});

test.each([
  ['from=2999-01-01', 'from', 'inFuture'],
  ['to=2999-01-01', 'to', 'inFuture'],
  ['from=2026-02-01&to=2026-01-01', 'to', 'beforeFrom'],
  ['from=2020-01-01', 'from', 'tooManyDays'],
  ['from=yesterday', 'from', 'date'],
  ['label=nothing', 'label', 'absent'],
  ['team=nobody', 'team', 'absent'],
  ['assignee=somebody', 'assignee', 'uuid'],
  ['class=urgent', 'class', 'notInList'],
  ['days=3', 'days', 'unknownField'],
])('refuses %s', async (query, path, code) => {
  const board = await aBoard().make();
  const { status, body } = await member.get(`${board.path}/flow/cycle-time?${query}`);
  expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ path, code }] } });
});
