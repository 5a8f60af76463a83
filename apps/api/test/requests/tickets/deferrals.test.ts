import { expect, test } from '@jest/globals';
import { Deferrals } from '@weir/contract';
import { addDays, forecastDeliveredWithin } from '@weir/domain';
import { simulationSeed } from '../../../src/flow/throughput.js';
import { defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

const api = theApi();
const { manager, member, requester, viewer } = api.people;
const intake = { depth: 20, openPerRequester: 20 };
const read = async (board: BoardUnderTest, by = viewer) =>
  Deferrals.parse((await by.get(`${board.path}/intake/deferrals`)).body);
const mondayOf = (day: string) => addDays(day, -((new Date(day).getUTCDay() + 6) % 7));

test('lists tickets by the week they are due and marks an overpromised week', async () => {
  const board = await aBoard().intake(intake).make();
  // Two cards a week, for five weeks.
  const history: { day: string; delivered: number }[] = [];
  for (let week = 0; week < 5; week += 1) {
    await board.cards('Done', 2);
    history.push({ day: api.day(), delivered: 2 });
    api.clock.pass({ days: 7 });
  }
  const [soon, late] = [addDays(mondayOf(api.day()), 14), addDays(mondayOf(api.day()), 23)];
  const dates = [late, soon, soon, soon, soon, soon, soon];
  for (const [at, until] of dates.entries()) {
    await board.ask(`Number ${at + 1}`);
    await manager.answer(board, at + 1, defer(until));
  }

  const { capacity, weeks, past } = await read(board);
  const { rows } = await api.pool.query('SELECT id FROM boards WHERE key = $1', [board.key]);
  expect(capacity).toEqual(
    forecastDeliveredWithin({
      history,
      from: history[0]?.day as string,
      today: api.day(),
      seed: simulationSeed(rows[0].id, api.day()),
      days: 7,
    }),
  );
  expect(weeks.map(({ from, tickets, overpromised }) => [from, tickets.length, overpromised])).toEqual([
    [soon, 6, true],
    [mondayOf(late), 1, false],
  ]);
  expect(weeks[1]?.tickets).toEqual([
    {
      number: 1,
      ref: expect.stringMatching(/-R1$/),
      title: 'Number 1',
      requester: { id: requester.id, name: 'Rana Roy' },
      classOfService: 'standard',
      until: late,
      used: false,
    },
  ]);
  expect(past).toEqual([]);

  // One is used in its week and the others lapse. After 90 days none is listed.
  api.clock.pass({ days: daysBetween(api.day(), soon) });
  expect((await requester.askAgain(board, 2)).status).toBe(201);
  expect((await read(board)).weeks[0]?.tickets.map(({ used }) => used)).toEqual([
    true,
    ...Array(5).fill(false),
  ]);
  api.clock.pass({ days: 7 });
  const after = await read(board);
  expect(after.past.map(({ from, tickets }) => [from, tickets.length])).toEqual([[soon, 5]]);
  expect(after.weeks.map(({ from }) => from)).toEqual([mondayOf(late)]);
  api.clock.pass({ days: 120 });
  expect(await read(board)).toMatchObject({ weeks: [], past: [] });
});

test('lists the ticket of a card that left in a trade; capacity is unknown without history', async () => {
  const board = await aBoard().column('Ready', { kind: 'queue', limit: 1 }).intake(intake).make();
  await board.ask('The first');
  await manager.answer(board, 1, { kind: 'accept' });
  await board.ask('The second');
  const until = api.day(10);
  const trade = {
    kind: 'trade',
    displaces: 1,
    reason: 'noCapacity',
    message: 'This one has to go first.',
    until,
  };
  expect((await manager.answer(board, 2, trade)).status).toBe(200);
  const { weeks, capacity } = await read(board, member);
  expect(weeks).toMatchObject([{ tickets: [{ number: 1, until, used: false }], overpromised: false }]);
  expect(capacity).toEqual({ unknown: expect.stringContaining('A forecast needs at least 10') });
});

test('refuses the deferrals to a requester', async () => {
  const board = await aBoard().intake(intake).make();
  expect(await read(board)).toMatchObject({ weeks: [], past: [] });
  expect((await requester.get(`${board.path}/intake/deferrals`)).status).toBe(403);
});

function daysBetween(day: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(day)) / 86_400_000);
}
