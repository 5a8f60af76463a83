import { expect, test } from '@jest/globals';
import type {
  AgeingCards,
  Arrivals,
  Board,
  CumulativeFlow,
  CycleTimes,
  FigureCards,
  FlowEfficiency,
  Throughput,
} from '@weir/contract';
import fc from 'fast-check';
import { send } from '../../events/rebuilding/commands.js';
import { statements } from '../../events/rebuilding/plain-statements.js';
import { isDeep, programsWanted, seed } from '../../model/depth.js';
import { programs } from '../../model/steps/steps.js';
import { aWorkspace, readBoard, type Workspace } from '../../model/workspace.js';
import { worldNow } from '../../model/world-now.js';
import { historyOf } from '../../races/history.js';
import { theApi } from '../../support/api.js';
import { History, type Kept, nearestRank } from './history.js';
import { dayOf, nextClockChange, nextDay } from './local-days.js';

// Random programs over a month with clock changes in both directions, and the figures of their boards in three time zones against
// those of an independent implementation. `WEIR_MODEL_SEED` replays a failure.
const wanted = isDeep ? Math.ceil(programsWanted / 100) : 1;
const steps = 36;
const zones = ['Europe/Berlin', 'Australia/Sydney', 'Asia/Kolkata'];

const api = theApi();
const { member } = api.people;

test(
  `figures are those of the event log, in three time zones and over clock changes, after ${wanted} programs`,
  async () => {
    const drawn = fc.sample(fc.tuple(programs(steps), fc.infiniteStream(fc.noBias(fc.nat(9999)))), {
      numRuns: wanted,
      seed,
    });
    const change = Math.min(
      ...zones.slice(0, 2).map((zone) => nextClockChange(api.clock.now().getTime(), zone)),
    );
    api.clock.stop();
    api.clock.pass({ minutes: Math.round((change - api.clock.now().getTime()) / 60_000) - 3 * 24 * 60 });
    for (const [program, plain] of drawn) {
      const workspace = await aWorkspace(api);
      let world = await worldNow(api, workspace);
      for (const [n, step] of program.entries()) {
        if (n % 4 === 0) world = await worldNow(api, workspace);
        await send(api, workspace, world, step, n, n === steps - 2);
        await deliver(workspace, n);
        await run(workspace, n, plain.next().value as number);
        api.clock.pass({ minutes: (plain.next().value as number) % 1_900 });
      }
      const cards = [];
      for (const key of workspace.keys) cards.push(await compare(workspace, key));
      // Without cards it would prove nothing.
      expect(Math.max(...cards)).toBeGreaterThan(8);
    }
  },
  wanted * 60_000,
);

/** Makes a card and moves one on, so that some are delivered; now and then one goes back. */
async function deliver(workspace: Workspace, n: number): Promise<void> {
  const key = workspace.keys[n % 2] as string;
  await member.post(`${workspace.path}/${key}/cards`, { title: `Card ${n}` });
  const { cards, columns } = await readBoard(api, workspace, key);
  const card = cards[n % Math.max(1, cards.length)];
  const at = columns.findIndex(({ id }) => id === card?.columnId);
  const to = columns[n % 5 === 4 ? at - 1 : at + 1];
  if (!card || !to) return;
  await member.put(`${workspace.path}/${key}/cards/${card.number}/position`, { columnId: to.id });
}

async function run({ path, keys }: Workspace, n: number, drawn: number): Promise<void> {
  const text = (statements[n % statements.length] as (n: number) => string)(drawn);
  await api.pool.query(text, [keys[0], path.split('/')[3]]).catch((error: { code: string }) => {
    if (!/^(WIP00|23\d{3})$/.test(error.code)) throw error;
  });
}

/** Compares all figures of a board, and returns how many cards it had. */
async function compare(workspace: Workspace, key: string): Promise<number> {
  const path = `${workspace.path}/${key}`;
  const events = await historyOf(member, path);
  const history = new History(events);
  const board = await readBoard(api, workspace, key);
  const label = board.labels[0];
  const filters: [string, Kept][] = [
    ['', () => true],
    [
      '&class=expedite,fixedDate',
      ({ classOfService }) => classOfService === 'expedite' || classOfService === 'fixedDate',
    ],
    ...(label
      ? ([[`&label=${label.id}`, ({ labelIds }) => labelIds.includes(label.id)]] as [string, Kept][])
      : []),
  ];
  for (const timeZone of zones) {
    await api.pool.query(
      'UPDATE intakes SET time_zone = $1 WHERE (workspace_id, board_id) IN (SELECT b.workspace_id, b.id FROM boards b WHERE b.key = $2)',
      [timeZone, key],
    );
    for (const [filter, kept] of timeZone === zones[0] ? filters : filters.slice(0, 1))
      await compareFigures(path, history, board, timeZone, filter, kept);
  }
  return history.cards;
}

async function compareFigures(
  path: string,
  history: History,
  board: Board,
  zone: string,
  filter: string,
  kept: Kept,
) {
  const now = api.clock.now().getTime();
  const to = dayOf(now, zone);
  const from = nextDay(to, -24);
  const read = async <Answer>(metric: string, more = '') => {
    const { status, body } = await member.get<Answer>(
      `${path}/flow/${metric}${metric.includes('?') ? '&' : '?'}from=${from}&to=${to}${filter}${more}`,
    );
    expect({ metric, status, body: status === 200 || body }).toEqual({ metric, status: 200, body: true });
    return body;
  };
  const days = Array.from({ length: 25 }, (_, at) => nextDay(from, at));

  const deliveredOn = (day: string) => history.at(day, zone, kept, ({ stage }) => stage === 'delivered');
  const cfd = await read<CumulativeFlow>('cfd');
  const known = new Set(board.columns.map(({ id }) => id));
  expect(cfd.days).toEqual(
    days.map((day) => ({
      day,
      cards: cfd.bands.map(({ stage, columnId }) =>
        stage === 'delivered'
          ? deliveredOn(day) - deliveredOn(nextDay(from, -1))
          : history.at(
              day,
              zone,
              kept,
              (state) =>
                state.stage === stage &&
                (columnId ? state.columnId === columnId : !known.has(state.columnId)),
            ),
      ),
    })),
  );

  const arrivals = await read<Arrivals>('arrivals');
  expect(arrivals.days).toEqual(
    days.map((day) => ({
      day,
      ...history.steps(day, zone, kept),
      inFlight: history.at(day, zone, kept, ({ stage }) => stage === 'inFlight'),
    })),
  );

  // The cards behind a number are as many as it says, whatever the page.
  const cardsOf = async (query: string) => {
    const { total, items, nextCursor } = await read<FigureCards>(query, '&size=200');
    expect([query, items.reduce((sum, { counts }) => sum + counts, 0), nextCursor]).toEqual([
      query,
      total,
      null,
    ]);
    return total;
  };
  for (const at of [17]) {
    const [{ day, cards }, { day: _, ...numbers }] = [cfd.days[at]!, arrivals.days[at]!];
    for (const [nth, { stage, columnId }] of cfd.bands.entries()) {
      const column = stage === 'delivered' ? '' : `&column=${columnId ?? 'none'}`;
      const query = `cfd/cards?day=${day}&stage=${stage}${column}`;
      expect([query, await cardsOf(query)]).toEqual([query, cards[nth]]);
    }
    for (const [step, count] of Object.entries(numbers)) {
      const query = `arrivals/cards?day=${day}&step=${step}`;
      expect([query, await cardsOf(query)]).toEqual([query, count]);
    }
  }

  const delivered = history.delivered(from, to, zone, kept);
  const throughput = await read<Throughput>('throughput', '&by=day');
  expect(throughput.periods.map((period) => [period.from, period.delivered])).toEqual(
    days.map((day) => [day, delivered.filter((card) => card.day === day).length]),
  );
  expect(throughput.faults).toEqual({ gap: 0, negative: 0, noDates: 0, noStart: 0 });

  const times = await read<CycleTimes>('cycle-time');
  const shown = times.cards.map(({ number, deliveredOn, cycleDays, cycleSeconds }) => ({
    number,
    day: deliveredOn,
    cycleDays,
    cycleSeconds,
  }));
  expect(shown.sort(byNumber)).toEqual(delivered.toSorted(byNumber));
  expect(times.cycle).toEqual(percentiles(delivered.map(({ cycleDays }) => cycleDays)));

  const ageing = await read<AgeingCards>('ageing');
  expect(new Map(ageing.cards.map(({ number, ageDays }) => [number, ageDays]))).toEqual(
    history.ages(now, zone, kept),
  );
  const numbers = delivered.map(({ number }) => number);
  for (const { columnId, ages } of ageing.columns)
    expect(ages).toEqual(percentiles(history.agesOnLeaving(columnId, numbers, zone)));

  const efficiency = await read<FlowEfficiency>('efficiency');
  for (const card of efficiency.cards) {
    const spent = history.spent(card.number);
    for (const kind of ['active', 'blocked', 'halfDone', 'returned'] as const)
      expect(Math.abs(card[kind] - spent[kind] / 1000)).toBeLessThan(3);
  }
  expect(efficiency.sample).toBe(delivered.length);
}

function percentiles(values: readonly number[]) {
  const [p50, p70, p85, p95] = [0.5, 0.7, 0.85, 0.95].map((share) => nearestRank(values, share));
  return values.length === 0 ? null : { p50, p70, p85, p95 };
}

const byNumber = (one: { number: number }, other: { number: number }) => one.number - other.number;
