import { expect, test } from '@jest/globals';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { figureOf, move } from './board-figures.js';
import { stopAt } from './clock.js';

// Figures computed by hand: lead times, and days on which the clocks change.
const api = theApi();
const { manager, member } = api.people;
const hour = 3_600;

const answer = async (board: BoardUnderTest, request: number, body: object) => {
  const { status, body: answered } = await manager.answer(board, request, body);
  expect({ status, answered }).toMatchObject({ status: 200 });
  return answered.card?.number as number;
};

test('lead time starts when a request is submitted, or arrives from another board, and a part starts with its whole', async () => {
  const policy = { timeZone: 'Asia/Kolkata', openPerRequester: 5 };
  const board = await aBoard().intake(policy).column('Doing').make();
  const other = await aBoard().intake(policy).make();
  stopAt('2033-02-01T03:30:00Z');
  await board.ask('A whole');
  const elsewhere = await other.ask('Redirected');
  const [own] = await board.cards('Doing', 1);
  await move(board, own, 'Done');
  api.clock.pass({ days: 1 });
  const whole = await answer(board, 1, { kind: 'accept', column: 'Doing' });
  const inPart = await board.ask('Two things');
  api.clock.pass({ days: 1 });
  await answer(other, elsewhere.number, {
    kind: 'redirect',
    board: board.key,
    message: 'They know much more about this.',
  });
  const redirected = await answer(board, 3, { kind: 'accept', column: 'Doing' });
  const rest = {
    title: 'The other',
    reason: 'noCapacity',
    message: 'Not this month, sorry.',
    until: '2033-03-01',
  };
  const part = await answer(board, inPart.number, { kind: 'acceptPart', title: 'One thing', rest });
  api.clock.pass({ days: 1 });
  await move(board, whole, 'Done');
  await move(board, redirected, 'Done');
  await move(board, part, 'Doing');
  api.clock.pass({ days: 2 });
  await move(board, part, 'Done');

  const times = await figureOf(board, 'cycle-time', '?from=2033-02-01');
  const day = 24 * hour;
  expect(
    times.cards.map((card) => [card.number, card.cycleDays, card.leadDays, card.leadSeconds]).toSorted(),
  ).toEqual(
    [
      [own, 1, null, null],
      [whole, 3, 4, 3 * day],
      [redirected, 2, 2, day],
      [part, 3, 5, 4 * day],
    ].toSorted(),
  );
  expect(times).toMatchObject({
    sample: 4,
    cycle: { p50: 2, p70: 3, p85: 3, p95: 3 },
    leadSample: 3,
    lead: { p50: 4, p70: 5, p85: 5, p95: 5 },
  });
});

test('the day on which the clocks go forward or back is one day of 23 or 25 hours', async () => {
  const board = await aBoard().intake({ timeZone: 'Europe/Berlin' }).column('Doing').make();
  // Half past eleven on Saturday. The next day has no hour from two to three.
  stopAt('2033-03-26T22:30:00Z');
  await board.cards('Doing', 2);
  api.clock.pass({ minutes: 45 });
  await board.cards('Doing', 1);
  await move(board, 1, 'Done');
  await member.put(`${board.path}/cards/2/block`, { reason: 'Waiting for Finance' });
  // A quarter to twelve on Sunday.
  api.clock.pass({ hours: 22.5 });
  await move(board, 3, 'Done');
  await member.delete(`${board.path}/cards/2/block`);
  api.clock.pass({ minutes: 30 });
  await move(board, 2, 'Done');

  const spring = '?from=2033-03-26&to=2033-03-28';
  const none = { arrived: 0, delivered: 0, putBack: 0, removed: 0 };
  expect((await figureOf(board, 'arrivals', spring)).days).toEqual([
    { day: '2033-03-26', ...none, arrived: 2, inFlight: 2 },
    { day: '2033-03-27', ...none, arrived: 1, delivered: 2, inFlight: 1 },
    { day: '2033-03-28', ...none, delivered: 1, inFlight: 0 },
  ]);
  const { bands, days } = await figureOf(board, 'cfd', spring);
  expect(bands.map(({ name }) => name)).toEqual([null, 'Doing', 'Ready']);
  expect(days.map(({ cards }) => cards)).toEqual([
    [0, 2, 0],
    [2, 1, 0],
    [3, 0, 0],
  ]);
  const { periods } = await figureOf(board, 'throughput', `${spring}&by=day`);
  expect(periods.map(({ delivered }) => delivered)).toEqual([0, 2, 1]);
  const timesOf = async (query: string) =>
    (await figureOf(board, 'cycle-time', query)).cards.map((card) => [
      card.number,
      card.cycleDays,
      card.cycleSeconds / hour,
    ]);
  expect(await timesOf(spring)).toEqual([
    [1, 2, 0.75],
    [3, 1, 22.5],
    [2, 3, 23.75],
  ]);
  const sunday = '?from=2033-03-27&to=2033-03-27';
  expect(await figureOf(board, 'blocked', sunday)).toMatchObject({
    seconds: 22.5 * hour,
    blocks: 1,
  });
  expect((await figureOf(board, 'efficiency', spring)).cards.at(-1)).toMatchObject({
    ...{ number: 2, active: 1.25 * hour, blocked: 22.5 * hour },
  });

  // Half past eleven on Saturday. The next day has the hour from two to three twice.
  stopAt('2033-10-29T21:30:00Z');
  await board.cards('Doing', 1);
  api.clock.pass({ hours: 1 });
  await board.cards('Doing', 1);
  await move(board, 4, 'Done');
  // A quarter to twelve on Sunday.
  api.clock.pass({ hours: 24.25 });
  await move(board, 5, 'Done');
  expect(await timesOf('?from=2033-10-30&to=2033-10-30')).toEqual([
    [4, 2, 1],
    [5, 1, 24.25],
  ]);
});
