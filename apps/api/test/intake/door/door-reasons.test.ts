import { describe, expect, test } from '@jest/globals';
import {
  type IntakeReason,
  type Pressure,
  type Problem,
  problemSchemas,
  type RequesterBoard,
} from '@weir/contract';
import fc from 'fast-check';
import { isDeep, seed } from '../../model/depth.js';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Answer, Person } from '../../support/person.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';

// Everything that refuses a submission is named, and the time to come back is true: if each answer comes when it is due
// and nothing else happens, a submission at that time is admitted, and none before.

const api = theApi();
const { manager, requester, secondRequester } = api.people;

type Obstacle = 'queue' | 'quota' | 'hour' | 'day' | 'throttled' | 'shut' | 'expedite';
const codes: Record<Obstacle, Problem['code']> = {
  queue: 'intake-queue-full',
  quota: 'requester-quota-reached',
  hour: 'requester-rate-reached',
  day: 'requester-rate-reached',
  throttled: 'intake-gate-throttled',
  shut: 'intake-gate-shut',
  expedite: 'expedite-claim-waiting',
};
const pairs: [Obstacle, Obstacle][] = [
  ['queue', 'quota'],
  ['queue', 'hour'],
  ['queue', 'day'],
  ['queue', 'throttled'],
  ['queue', 'shut'],
  ['queue', 'expedite'],
  ['quota', 'hour'],
  ['quota', 'day'],
  ['quota', 'throttled'],
  ['quota', 'shut'],
  ['quota', 'expedite'],
  ['hour', 'day'],
  ['hour', 'throttled'],
  ['hour', 'shut'],
  ['hour', 'expedite'],
  ['day', 'throttled'],
  ['day', 'shut'],
  ['day', 'expedite'],
];

/** A board on which both obstacles refuse the requester. The gate stays shut until a person opens it. */
async function aBoardWith(obstacles: readonly Obstacle[]): Promise<BoardUnderTest> {
  const has = (obstacle: Obstacle) => obstacles.includes(obstacle);
  const board = await aBoard()
    .intake({
      depth: 9,
      answerWithinHours: 10,
      openPerRequester: has('quota') ? 2 : 9,
      gateByItself: false,
      ...(has('hour') && { perRequesterPerHour: 2 }),
      ...(has('day') && { perRequesterPerDay: 2 }),
    })
    .make();
  const isExpedite = has('expedite') ? { classOfService: 'expedite' } : {};
  await secondRequester.submit(board, { title: 'First', ...isExpedite });
  api.clock.pass({ hours: 0.2 });
  await requester.submit(board, { title: 'Second' });
  api.clock.pass({ hours: 0.2 });
  await requester.submit(board, { title: 'Third' });
  if (has('queue')) await manager.patch(`${board.path}/intake`, { depth: 2 });
  const until = new Date(api.clock.now().getTime() + 30 * 3_600_000).toISOString();
  if (has('throttled')) await manager.setGate(board, { state: 'throttled', reason: 'Audit week', until });
  if (has('shut')) await manager.setGate(board, { state: 'shut', reason: 'Moving house' });
  return board;
}

describe('a submission that two reasons refuse', () => {
  test.each(pairs)('names both and the later time: %s and %s', async (one, other) => {
    const board = await aBoardWith([one, other]);
    const claim = [one, other].includes('expedite') ? 'expedite' : 'standard';
    const refused = await requester.submit(board, { title: 'In?', classOfService: claim });
    const reasons = reasonsOf(refused);
    expect(reasons.map(({ code }) => code).sort()).toEqual([codes[one], codes[other]].sort());
    expect(new Set(reasons.map(({ detail }) => detail)).size).toBe(2);
    const waits = reasons.map(({ retryAfterSeconds: wait }) => wait);
    const last = waits.includes(null) ? null : Math.max(...waits.map(Number));
    expect(retryAfterOf(refused)).toBe(last);
    expect(refused.headers.get('retry-after')).toBe(last === null ? null : String(last));
    expect(reasons.find((each) => each.retryAfterSeconds === last)?.code).toBe(refusalOf(refused).code);
    problemSchemas[refusalOf(refused).code as Problem['code']].parse(refused.body);
    if (claim === 'standard') await expectAgreement(board, reasons);
    if (last !== null) await expectToComeTrue(board, requester, claim);
  });

  test('is refused by the gate for no time that a person has not set, and never with Retry-After', async () => {
    const board = await aBoardWith(['shut']);
    const refused = await requester.submit(board);
    expect(refusalOf(refused, 'retryAfterSeconds')).toEqual({
      status: 429,
      code: 'intake-gate-shut',
      retryAfterSeconds: null,
    });
    expect(refused.headers.has('retry-after')).toBe(false);
  });
});

describe('the time to come back', () => {
  test('is when enough answers are due for one more request to fit', async () => {
    const board = await aBoardWith([]);
    await manager.patch(`${board.path}/intake`, { depth: 1 });
    await expectToComeTrue(board, requester, 'standard');
  });

  test('counts an overdue answer when it expires, not as due', async () => {
    const board = await aBoard()
      .intake({ depth: 1, answerWithinHours: 2, graceHours: 3, gateByItself: false })
      .make();
    await requester.submit(board);
    api.clock.pass({ hours: 3 });
    const wait = retryAfterOf(await secondRequester.submit(board));
    expect(Math.abs(wait - 2 * 3600)).toBeLessThanOrEqual(61);
    api.clock.pass({ hours: wait / 3600 });
    await api.service('SweepService').sweep();
    expect(await secondRequester.submit(board)).toMatchObject({ status: 201 });
  });

  const runs = isDeep ? 150 : 2;
  test(`comes true after each of ${runs} random histories`, async () => {
    for (const history of fc.sample(histories, { numRuns: runs, seed })) {
      const { depth, quota, perHour, perDay, steps } = history;
      const board = await aBoard()
        .intake({
          depth: 12,
          answerWithinHours: 8,
          openPerRequester: 12,
          gateByItself: false,
          perRequesterPerHour: perHour,
          perRequesterPerDay: perDay,
        })
        .make();
      try {
        for (const step of steps) await take(board, step);
        await manager.patch(`${board.path}/intake`, { depth, openPerRequester: quota });
        await expectToComeTrue(board, requester, 'standard');
      } catch (error) {
        throw new Error(`WEIR_MODEL_SEED=${seed} ${JSON.stringify(history)}\n${(error as Error).message}`);
      }
    }
  });
});

type Step =
  | { does: 'submit'; by: 'requester' | 'secondRequester' }
  | { does: 'pass' | 'throttle'; hours: number };
const hours = fc.integer({ min: 1, max: 60 }).map((tenths) => tenths / 10);
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ does: fc.constant('submit'), by: fc.constantFrom('requester', 'secondRequester') }),
    fc.record({ does: fc.constantFrom('pass', 'throttle'), hours }),
  ),
  { minLength: 6, maxLength: 14 },
);
const histories = fc.record({
  depth: fc.integer({ min: 1, max: 4 }),
  quota: fc.integer({ min: 1, max: 3 }),
  perHour: fc.option(fc.integer({ min: 1, max: 2 })),
  perDay: fc.option(fc.integer({ min: 2, max: 4 })),
  steps,
});

async function take(board: BoardUnderTest, step: Step): Promise<void> {
  if (step.does === 'submit') await api.people[step.by].submit(board);
  else if (step.does === 'pass') await pass(board, step.hours * 3600);
  else {
    const until = new Date(api.clock.now().getTime() + step.hours * 3_600_000).toISOString();
    await manager.setGate(board, { state: 'throttled', reason: 'By hand', until });
  }
}

/** Time passes, and the team answers what is due by then. */
async function pass(board: BoardUnderTest, seconds: number): Promise<void> {
  api.clock.pass({ hours: seconds / 3600 });
  const now = api.clock.now().toISOString();
  const path = `${board.path}/requests?state=waiting&size=100`;
  const { items } = (await manager.get<{ items: { number: number; answerBy: string }[] }>(path)).body;
  for (const { number, answerBy } of items) if (answerBy <= now) await manager.answer(board, number, decline);
}

/** Submits: refused until shortly before the promised time, and admitted at that time. */
async function expectToComeTrue(board: BoardUnderTest, by: Person, classOfService: string): Promise<void> {
  const refused = await by.submit(board, { title: 'In?', classOfService });
  if (refused.status === 201) return;
  const wait = retryAfterOf(refused);
  expect(wait).toBeGreaterThan(0);
  const early = Math.min(wait / 2, 30);
  await pass(board, wait - early);
  expect((await by.submit(board, { title: 'Early', classOfService })).status).not.toBe(201);
  await pass(board, early);
  expect(await by.submit(board, { title: 'Back', classOfService })).toMatchObject({ status: 201 });
}

/** The door says the same before one asks, and the pressure what of it concerns everybody. */
async function expectAgreement(board: BoardUnderTest, reasons: IntakeReason[]): Promise<void> {
  const door = (await requester.get<RequesterBoard>(`${board.path}/intake/door`)).body;
  expect(door.reasons.map(({ code, detail }) => ({ code, detail }))).toEqual(
    reasons.map(({ code, detail }) => ({ code, detail })),
  );
  const waits = (all: IntakeReason[]) =>
    all.map(({ retryAfterSeconds: wait }) => wait ?? Number.POSITIVE_INFINITY);
  for (const [at, wait] of waits(door.reasons).entries())
    expect(wait === waits(reasons)[at] || Math.abs(wait - Number(waits(reasons)[at])) <= 5).toBe(true);
  const { retryAfterSeconds } = (await requester.get<Pressure>(`${board.path}/pressure`)).body;
  const shared = waits(door.reasons.filter(({ code }) => !code.startsWith('requester')));
  const last = Math.max(0, ...shared);
  expect(retryAfterSeconds === null ? last : Math.abs(last - retryAfterSeconds) <= 5).toBe(
    retryAfterSeconds === null ? Number.POSITIVE_INFINITY : true,
  );
}

function reasonsOf({ body }: Answer<unknown>): IntakeReason[] {
  return (body as { reasons: IntakeReason[] }).reasons;
}
