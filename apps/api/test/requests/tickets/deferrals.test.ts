import { expect, test } from '@jest/globals';
import { type Board, Deferrals } from '@weir/contract';
import { addDays, forecastDeliveredWithin } from '@weir/domain';
import { seedOf } from '../../../src/flow/throughput.js';
import { defer, theWorld } from '../../support/intake-world.js';

const world = theWorld();
const intake = { depth: 20, openPerRequester: 20 };
const read = async (board: string, by = world.viewer) =>
  Deferrals.parse((await by.get(`${board}/intake/deferrals`)).body);
const mondayOf = (day: string) => addDays(day, -((new Date(day).getUTCDay() + 6) % 7));

test('tickets stand by the week in which they come due, and a week that promises too much says so', async () => {
  const board = await world.board({ intake });
  const columns = (await world.member.get<Board>(board)).body.columns;
  const columnId = columns.find(({ name }) => name === 'Done')?.id;
  // Two cards a week, for five weeks.
  const history: { day: string; delivered: number }[] = [];
  for (let week = 0; week < 5; week += 1) {
    for (let n = 0; n < 2; n += 1) {
      await world.member.post(`${board}/cards`, { title: 'Delivered', columnId });
    }
    history.push({ day: world.day(), delivered: 2 });
    world.clock.pass({ days: 7 });
  }
  const [soon, late] = [addDays(mondayOf(world.day()), 14), addDays(mondayOf(world.day()), 23)];
  const dates = [late, soon, soon, soon, soon, soon, soon];
  for (const [at, until] of dates.entries()) {
    await world.ask(board, `Number ${at + 1}`);
    await world.manager.put(`${board}/requests/${at + 1}/answer`, defer(until));
  }

  const { capacity, weeks, past } = await read(board);
  const { rows } = await world.sql.query('SELECT id FROM boards WHERE key = $1', [board.split('/').at(-1)]);
  expect(capacity).toEqual(
    forecastDeliveredWithin({
      history,
      from: history[0]?.day as string,
      today: world.day(),
      seed: seedOf(rows[0].id, world.day()),
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
      requester: { id: world.requester.id, name: 'Rana Roy' },
      classOfService: 'standard',
      until: late,
      used: false,
    },
  ]);
  expect(past).toEqual([]);

  // One is used in its week, the others lapse; after 90 days nobody speaks of them.
  world.clock.pass({ days: daysBetween(world.day(), soon) });
  expect((await world.requester.post(`${board}/requests/2/ask-again`)).status).toBe(201);
  expect((await read(board)).weeks[0]?.tickets.map(({ used }) => used)).toEqual([
    true,
    ...Array(5).fill(false),
  ]);
  world.clock.pass({ days: 7 });
  const after = await read(board);
  expect(after.past.map(({ from, tickets }) => [from, tickets.length])).toEqual([[soon, 5]]);
  expect(after.weeks.map(({ from }) => from)).toEqual([mondayOf(late)]);
  world.clock.pass({ days: 120 });
  expect(await read(board)).toMatchObject({ weeks: [], past: [] });
});

test('a card that a trade put off the board has a ticket too; a board with no history promises nothing', async () => {
  const board = await world.board({ intake, ready: 1 });
  await world.ask(board, 'The first');
  await world.manager.put(`${board}/requests/1/answer`, { kind: 'accept' });
  await world.ask(board, 'The second');
  const until = world.day(10);
  const trade = {
    kind: 'trade',
    displaces: 1,
    reason: 'noCapacity',
    message: 'This one has to go first.',
    until,
  };
  expect((await world.manager.put(`${board}/requests/2/answer`, trade)).status).toBe(200);
  const { weeks, capacity } = await read(board, world.member);
  expect(weeks).toMatchObject([{ tickets: [{ number: 1, until, used: false }], overpromised: false }]);
  expect(capacity).toEqual({ unknown: expect.stringContaining('too early to say') });
});

test('deferrals are not for who only asks', async () => {
  const board = await world.board({ intake });
  expect(await read(board)).toMatchObject({ weeks: [], past: [] });
  expect((await world.requester.get(`${board}/intake/deferrals`)).status).toBe(403);
});

function daysBetween(day: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(day)) / 86_400_000);
}
