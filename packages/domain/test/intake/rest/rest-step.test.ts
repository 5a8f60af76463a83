import {
  type JudgedDay,
  judgeDay,
  measureLoad,
  nextGateStep,
  nextRestStep,
  type RestPolicy,
  type RestStepFacts,
} from '../../../src/index.js';

const policy: RestPolicy = {
  overloadedDays: 3,
  ofDays: 5,
  load: 50,
  age: null,
  overrides: 2,
  overdue: null,
  byItself: false,
  calmDays: 2,
  lowMark: 70,
  longestDays: 10,
};
const now = new Date('2026-03-10T06:00:00Z');
const calendar = { timeZone: 'UTC', workingHours: null };
const day = (n: number, over: JudgedDay['over'] = [], isCalm = false): JudgedDay => ({
  day: `2026-03-0${n}`,
  over,
  isCalm,
});
const facts: RestStepFacts = {
  now,
  calendar,
  policy,
  rest: null,
  closedAt: null,
  days: [],
  openedByHandAt: null,
};

describe('the days of a rest policy', () => {
  test('are overloaded if they reach any threshold, and only the last days count', () => {
    const days = [
      day(9, ['load']),
      day(8),
      day(7, ['overrides']),
      day(6),
      day(5, ['load']),
      day(4, ['load']),
    ];
    expect(nextRestStep({ ...facts, days })).toMatchObject({ to: 'proposed', overloadedDays: 3, ofDays: 5 });
    expect(nextRestStep({ ...facts, days: [day(9), ...days.slice(1)] })).toBeNull();
    expect(nextRestStep({ ...facts, days, closedAt: '2026-03-05T23:00:00Z' })).toBeNull();
    expect(nextRestStep({ ...facts, days, policy: { ...policy, byItself: true } })).toEqual({
      ...{ to: 'resting', overloadedDays: 3, ofDays: 5 },
      until: new Date('2026-03-21T00:00:00Z'),
    });
  });

  test('reach a threshold exactly at it', () => {
    const measured = {
      ...{ workedSeconds: 28_800, saturatedSeconds: 14_400, loadedSeconds: 14_400 },
      ...{ inFlight: 4, aged: 4, overrides: 1, overdue: 9 },
    };
    expect(judgeDay(measured, policy)).toEqual({ over: ['load'], isCalm: false });
    expect(judgeDay({ ...measured, saturatedSeconds: 14_399 }, policy).over).toEqual([]);
    expect(judgeDay({ ...measured, loadedSeconds: 0 }, policy).isCalm).toBe(true);
  });

  test('count working time only, once per second, and within the day', () => {
    const hours = { days: [1, 2, 3, 4, 5], from: '22:00', to: '23:59', holidays: [] };
    const periods = [
      { mark: 'saturated', from: '2026-03-08T10:00:00Z', to: '2026-03-09T22:30:00Z' },
      { mark: 'low', from: '2026-03-09T22:00:00Z', to: '2026-03-11T00:00:00Z' },
    ] as const;
    expect(measureLoad(periods, '2026-03-09', { timeZone: 'UTC', workingHours: hours })).toEqual({
      ...{ workedSeconds: 7140, saturatedSeconds: 1800, loadedSeconds: 7140 },
    });
    expect(measureLoad(periods, '2026-03-08', { timeZone: 'UTC', workingHours: hours }).workedSeconds).toBe(
      0,
    );
  });
});

test('a rest ends after calm days in a row since the day after it began', () => {
  const rest = { state: 'resting', beganAt: '2026-03-06T08:00:00Z', until: '2026-03-17T00:00:00Z' } as const;
  const resting = { ...facts, rest, days: [day(9, [], true), day(8), day(7, [], true), day(6, [], true)] };
  expect(nextRestStep(resting)).toBeNull();
  expect(nextRestStep({ ...resting, days: [day(7, [], true), day(6, [], true)] })).toBeNull();
  expect(nextRestStep({ ...resting, days: [day(9, [], true), day(8, [], true)] })).toMatchObject({
    endedFor: 'calm',
  });
  expect(nextRestStep({ ...resting, openedByHandAt: '2026-03-06T07:00:00Z' })).toBeNull();
  expect(nextRestStep({ ...resting, openedByHandAt: '2026-03-06T08:00:00Z' })).toMatchObject({
    endedFor: 'gateOpened',
  });
  expect(nextRestStep({ ...resting, now: new Date('2026-03-17T00:00:00Z') })).toMatchObject({
    endedFor: 'latest',
  });
  expect(nextRestStep({ ...resting, policy: null })).toMatchObject({ endedFor: 'switchedOff' });
});

test('the gate of a board that rests is throttled whatever its state was, unless a person set it', () => {
  const calm = {
    ...{ now, overdue: 0, waiting: 0, oldestWaitingWorkingHours: null, answerWithinHours: 24 },
    ...{
      saturatedSince: null,
      level: 0,
      rest: {
        ...{ beganAt: '2026-02-28T00:00:00Z', endsAt: '2026-03-17T00:00:00Z' },
        ...{ overloadedDays: 3, ofDays: 5 },
      },
    },
  };
  const gate = { since: '2026-03-01T00:00:00Z', byHand: false, until: null };
  const throttled = {
    state: 'throttled',
    cause: { code: 'rest', overloadedDays: 3, ofDays: 5 },
    until: calm.rest.endsAt,
  };
  for (const state of ['open', 'throttled', 'shut', 'probing'] as const) {
    expect(nextGateStep({ ...gate, state }, calm)).toEqual(throttled);
    expect(nextGateStep({ ...gate, state, byHand: true }, calm)).toBeNull();
  }
  // A person opened the gate before the rest began, which was no decision about the rest.
  const before = { ...gate, state: 'open', since: '2026-02-27T00:00:00Z', byHand: true } as const;
  expect(nextGateStep(before, calm)).toEqual(throttled);
  const own = { ...gate, state: 'throttled', cause: 'rest', until: calm.rest.endsAt } as const;
  expect(nextGateStep(own, calm)).toBeNull();
  expect(nextGateStep(own, { ...calm, overdue: 3 })).toMatchObject({ state: 'shut' });
  expect(nextGateStep(own, { ...calm, rest: null })).toEqual({ state: 'open', cause: { code: 'restOver' } });
  expect(nextGateStep({ ...gate, state: 'shut' }, { ...calm, level: 0.7 })).toBeNull();
});
