import { expect, test } from '@jest/globals';
import type {
  AgeingCards,
  Board,
  CardPage,
  CardServiceLevel,
  ClassLevel,
  ServiceLevelFigures,
  SleState,
} from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { nearestRank } from './figures/history.js';
import { dayOf, nextDay } from './figures/local-days.js';

const timeZone = 'Asia/Kolkata';
const hour = 3_600;
const api = theApi();
const { manager, member, stranger } = api.people;

/** Days in Doing, then days in Review. The third of each kind waits in the done half of Doing. */
const plan = [
  [1, 1],
  [2, 1],
  [1, 2],
  [3, 1],
  [2, 2],
  [1, 1],
  [4, 1],
  [2, 3],
  [6, 1],
  [1, 5],
  [5, 3],
  [2, 1],
  [7, 2],
  [8, 1],
  [6, 4],
  [1, 1],
] as const;
const days = 6;

/** Nine in the morning of the next day. */
function atNine(): void {
  api.clock.stop();
  const nine = Date.parse(`${nextDay(dayOf(api.clock.now().getTime(), timeZone))}T03:30:00Z`);
  api.clock.pass({ minutes: (nine - api.clock.now().getTime()) / 60_000 });
}

async function move(board: BoardUnderTest, card: number, column: string, more = {}): Promise<void> {
  const { status, body } = await member.moveCard(board, card, { column, ...more });
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** Plays the plan, and leaves six cards in flight: two in Doing and one in Review, of each of two ages. */
async function played() {
  const board = await aBoard().intake({ timeZone }).column('Doing', { split: true }).column('Review').make();
  atNine();
  await board.cards('Doing', plan.length);
  // What is delivered without any time in Review passes both columns on one day.
  const [quick] = await board.cards('Doing', 1, { classOfService: 'expedite' });
  await move(board, quick, 'Doing', { half: 'done' });
  await move(board, quick, 'Done');
  for (let day = 1; day <= 11; day += 1) {
    api.clock.pass({ days: 1 });
    if (day === 5 || day === 8) await board.cards('Doing', 3);
    for (const [at, [doing, review]] of plan.entries()) {
      if (day === doing) {
        await move(board, at + 1, 'Doing', { half: 'done' });
        await move(board, at + 1, 'Review');
      }
      if (day === doing + review) await move(board, at + 1, 'Done');
    }
  }
  for (const card of [plan.length + 2, plan.length + 5]) {
    await move(board, card, 'Doing', { half: 'done' });
    await move(board, card, 'Review');
  }
  return board;
}

/** The first age at which fewer than half of those as old kept the expectation, written anew from its definition. */
function riskAge(cards: readonly { passed: number; cycle: number }[]): number {
  for (let age = 1; age < days; age += 1) {
    const asOld = cards.filter(({ passed }) => passed >= age);
    if (asOld.length >= 5 && asOld.filter(({ cycle }) => cycle <= days).length < asOld.length / 2) return age;
  }
  return days;
}

const read = async <Answer>(path: string, by = member): Promise<Answer> => {
  const { status, body } = await by.get<Answer>(path);
  expect({ status, ...(status === 200 ? {} : { body }) }).toEqual({ status: 200 });
  return body;
};
const expectDays = (board: BoardUnderTest, level: object | null, by = manager) =>
  by.patch<Board>(board.path, { serviceLevels: { standard: level } });

test('expectations are proposed from what was delivered, and cards are marked before they miss theirs', async () => {
  const board = await played();
  const cycles = plan.map(([doing, review]) => doing + review + 1);
  const levelOf = ({ levels }: ServiceLevelFigures, name: string) =>
    levels.find(({ classOfService }) => classOfService === name) as ClassLevel;
  const before = await read<ServiceLevelFigures>(`${board.path}/flow/sle`);
  expect(levelOf(before, 'standard')).toMatchObject({
    expectation: null,
    sample: plan.length,
    kept: null,
    share: null,
    inFlight: 6,
    proposal: { percent: 85, days: nearestRank(cycles, 0.85), sample: plan.length },
  });
  // One delivered card proposes nothing.
  expect(levelOf(before, 'expedite').proposal).toEqual({ unknown: expect.stringContaining('1 card') });

  expect((await expectDays(board, { percent: 70, days }, member)).status).toBe(403);
  expect((await expectDays(board, { percent: 70, days })).status).toBe(200);
  const after = await read<ServiceLevelFigures>(`${board.path}/flow/sle`);
  const kept = cycles.filter((cycle) => cycle <= days).length;
  expect(levelOf(after, 'standard')).toMatchObject({
    expectation: { percent: 70, days },
    kept,
    share: kept / plan.length,
    proposal: { percent: 70, days: nearestRank(cycles, 0.7) },
  });

  const inReview = riskAge(cycles.map((cycle) => ({ passed: cycle, cycle })));
  const inDoing = riskAge(plan.map(([doing], at) => ({ passed: doing + 1, cycle: cycles[at] as number })));
  const ages = { Doing: Math.min(inDoing, inReview), Review: inReview };
  expect(ages.Doing).toBeLessThan(ages.Review);
  const shown = await board.read();
  expect(shown.serviceLevels).toMatchObject({ standard: { percent: 70, days }, expedite: null });
  expect(shown.riskAges).toEqual(
    Object.entries(ages).map(([column, age]) => ({
      classOfService: 'standard',
      columnId: board.id(column),
      days: age,
    })),
  );
  // The job keeps the same, and a board that has its ages is not computed again.
  await api.service('RiskAgesService').sweep();
  const { rows } = await api.pool.query('SELECT ages FROM risk_ages');
  expect(rows).toEqual([
    { ages: { standard: { [board.id('Doing')]: ages.Doing, [board.id('Review')]: ages.Review } } },
  ]);
  await api.pool.query(`UPDATE risk_ages SET ages = '{"standard": {}}'`);
  await api.service('RiskAgesService').sweep();
  expect((await api.pool.query('SELECT ages FROM risk_ages')).rows).toEqual([{ ages: { standard: {} } }]);
  await api.pool.query('DELETE FROM risk_ages');

  // Day 12 of the plan: cards of the fifth day are 7 days old, those of the eighth 4.
  const first = plan.length + 2;
  const stateOf = (age: number, column: 'Doing' | 'Review'): SleState =>
    age > days ? 'broken' : age >= ages[column] ? 'atRisk' : 'onTrack';
  const expected = [
    ...[stateOf(7, 'Review'), stateOf(7, 'Doing'), stateOf(7, 'Doing')],
    ...[stateOf(4, 'Review'), stateOf(4, 'Doing'), stateOf(4, 'Doing')],
  ].map((state, at) => [first + at, state]);
  expect(new Set(expected.map(([, state]) => state))).toEqual(new Set(['broken', 'atRisk', 'onTrack']));
  const { items } = await read<CardPage>(`${board.path}/cards?delivered=false`);
  expect(items.map(({ number, sle }) => [number, sle])).toEqual(expected);
  for (const state of ['broken', 'atRisk', 'onTrack', 'atRisk,broken']) {
    const found = await read<CardPage>(`${board.path}/cards?sle=${state}&fields=sle`);
    expect(found.items).toEqual(
      expected.filter(([, each]) => state.includes(String(each))).map(([number, sle]) => ({ number, sle })),
    );
  }
  const ageing = await read<AgeingCards>(`${board.path}/flow/ageing`);
  expect(ageing.cards.map(({ number, sle }) => [number, sle])).toEqual(expected);
  expect(levelOf(after, 'standard')).toMatchObject({ broken: 3, atRisk: 2 });
  expect((await read<CardPage>(`${board.path}/cards?sle=atRisk&class=expedite`)).items).toEqual([]);

  const late = plan.flatMap((_, at) => ((cycles[at] as number) > days ? [at + 1] : []));
  expect(after.total).toBe(3 + late.length);
  const numbers = after.late.map(({ number }) => number);
  expect(numbers.slice(0, 3)).toEqual([first, first + 1, first + 2]);
  expect(numbers.slice(3).toSorted((one, other) => one - other)).toEqual(late);
  expect(after.late.at(-1)).toMatchObject({ expectedDays: days, deliveredOn: expect.any(String) });

  // Nobody of another workspace reads it, and several boards have the same figures.
  expect((await stranger.get(`${board.path}/cards/1/sle`)).status).toBe(404);
  const together = await read<ServiceLevelFigures>(`/v1/workspaces/demo/flow/sle?boards=${board.key}`);
  expect(together).toEqual(after);
});

test('a late card says where its time went, against what is usual', async () => {
  const board = await aBoard().intake({ timeZone }).column('Doing', { split: true }).column('Review').make();
  atNine();
  await board.cards('Doing', 3);
  for (const card of [1, 2, 3]) await move(board, card, 'Doing', { half: 'done' });
  api.clock.pass({ days: 1 });
  for (const card of [1, 2, 3]) await move(board, card, 'Review');
  api.clock.pass({ days: 1 });
  await move(board, 1, 'Done');
  await move(board, 2, 'Done');
  await expectDays(board, { percent: 85, days: 4 });

  await member.put(`${board.path}/cards/3/block`, { reason: 'Waiting for Legal' });
  api.clock.pass({ days: 2 });
  await member.delete(`${board.path}/cards/3/block`);
  await move(board, 3, 'Doing');
  api.clock.pass({ hours: 12 });
  await move(board, 3, 'Doing', { half: 'done' });
  await move(board, 3, 'Review');
  api.clock.pass({ hours: 36 });
  const usual = { sample: 2, p50: 24 * hour, p85: 24 * hour };
  const spent = {
    columns: [
      {
        columnId: board.id('Doing'),
        name: 'Doing',
        seconds: 36 * hour,
        blocked: 0,
        waiting: 24 * hour,
        visits: 2,
        usual,
      },
      {
        columnId: board.id('Review'),
        name: 'Review',
        seconds: 108 * hour,
        blocked: 48 * hour,
        waiting: 0,
        visits: 2,
        usual,
      },
    ],
    returned: 0,
    reopened: 0,
    putBack: 0,
    blocks: [{ reason: 'Waiting for Legal', seconds: 48 * hour }],
  };
  const { late } = await read<ServiceLevelFigures>(`${board.path}/flow/sle`);
  expect(late).toEqual([
    expect.objectContaining({ number: 3, expectedDays: 4, deliveredOn: null, days: 7, spent }),
  ]);
  expect(await read<CardServiceLevel>(`${board.path}/cards/3/sle`)).toEqual({
    classOfService: 'standard',
    expectation: { percent: 85, days: 4 },
    deliveredOn: null,
    days: 7,
    riskDays: 4,
    state: 'broken',
    spent,
  });

  await move(board, 3, 'Done');
  api.clock.pass({ days: 1 });
  await move(board, 3, 'Review');
  await move(board, 3, 'Done');
  api.clock.pass({ hours: 1 });
  await move(board, 3, 'Ready');
  await move(board, 3, 'Doing');
  api.clock.pass({ days: 5 });
  // Its commitment counts anew since it was put back.
  const again = await read<CardServiceLevel>(`${board.path}/cards/3/sle`);
  expect(again).toMatchObject({ days: 6, state: 'broken', spent: { putBack: 0, reopened: 0, blocks: [] } });
  await move(board, 3, 'Ready');
  await move(board, 3, 'Review');
  api.clock.pass({ days: 5 });
  await move(board, 3, 'Done');
  api.clock.pass({ days: 1 });
  await move(board, 3, 'Review');
  await move(board, 3, 'Done');
  const last = await read<CardServiceLevel>(`${board.path}/cards/3/sle`);
  expect(last).toMatchObject({
    days: 7,
    state: null,
    riskDays: null,
    spent: { putBack: 1, reopened: 1, returned: 24 * hour },
  });
  expect(last.spent?.columns).toMatchObject([{ name: 'Review', seconds: 120 * hour, visits: 2 }]);
  expect(await read<CardServiceLevel>(`${board.path}/cards/1/sle`)).toMatchObject({ days: 3, state: null });
  expect((await member.get(`${board.path}/cards/99/sle`)).status).toBe(404);
});

test.each([
  [{ percent: 49, days: 5 }, 'percent'],
  [{ percent: 100, days: 5 }, 'percent'],
  [{ percent: 85, days: 0 }, 'days'],
  [{ percent: 85, days: 366 }, 'days'],
])('refuses the expectation %j, over HTTP and in SQL', async (level, part) => {
  const board = await aBoard().make();
  const refused = await expectDays(board, level);
  expect(refused).toMatchObject({
    status: 422,
    body: { errors: [{ path: `serviceLevels.standard.${part}` }] },
  });
  await expect(
    api.pool.query('UPDATE boards SET service_levels = $1 WHERE key = $2', [{ standard: level }, board.key]),
  ).rejects.toThrow('boards_service_levels');
  expect((await board.read()).serviceLevels.standard).toBeNull();
});
