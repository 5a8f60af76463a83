import { type GateFacts, type GateStatus, nextGateStep, nextGateStepAt } from '../../src/index.js';

const now = new Date('2026-03-02T12:00:00Z');
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const calm: GateFacts = {
  now,
  overdue: 0,
  waiting: 4,
  oldestWaitingWorkingHours: 3,
  answerWithinHours: 24,
  saturatedSince: null,
  level: 0.5,
};
const gateSince = (state: GateStatus['state'], hours: number): GateStatus => ({
  state,
  since: ago(hours),
  byHand: false,
  until: null,
});
const stepOf = (gate: GateStatus, facts: Partial<GateFacts>) => nextGateStep(gate, { ...calm, ...facts });

describe('an open gate', () => {
  const open = { ...gateSince('open', 0), since: null };

  test.each([
    ['an answer is overdue', { overdue: 1 }, { code: 'answersOverdue', overdue: 1 }],
    [
      'a request has waited for twice the promised time',
      { oldestWaitingWorkingHours: 48.5 },
      { code: 'oldestWaits', hours: 48, answerWithinHours: 24 },
    ],
    [
      'the board has been saturated for a day',
      { saturatedSince: ago(24), level: 0.95 },
      { code: 'saturationLasts', hours: 24 },
    ],
    [
      'the downstream pressure is at the threshold of the policy',
      { downstream: { percent: 60, threshold: 60 } },
      { code: 'downstreamFull', percent: 60, threshold: 60 },
    ],
  ])('throttles once %s', (_, facts, cause) => {
    const step = stepOf(open, facts);
    expect(step?.state).toBe('throttled');
    expect(step?.cause).toEqual(cause);
  });

  test('stays open while nothing is late, even if the board is full', () => {
    expect(stepOf(open, { level: 1, saturatedSince: ago(23.9) })).toBeNull();
    expect(stepOf(open, { oldestWaitingWorkingHours: 48 })).toBeNull();
    expect(stepOf(open, { oldestWaitingWorkingHours: null, waiting: 0 })).toBeNull();
  });

  test('trips again at once if it reopened by itself, and after four hours if a person opened it', () => {
    expect(stepOf(gateSince('open', 1), { overdue: 1 })?.state).toBe('throttled');
    expect(stepOf({ ...gateSince('open', 3.9), byHand: true }, { overdue: 5 })).toBeNull();
    expect(stepOf({ ...gateSince('open', 4), byHand: true }, { overdue: 5 })?.state).toBe('throttled');
  });
});

describe('a throttled gate', () => {
  test('shuts after four hours if three answers are overdue, or two that are half of the waiting requests', () => {
    expect(stepOf(gateSince('throttled', 3.9), { overdue: 9, waiting: 9 })).toBeNull();
    expect(stepOf(gateSince('throttled', 4), { overdue: 3, waiting: 20 })).toEqual({
      state: 'shut',
      cause: { code: 'answersOverdue', overdue: 3 },
    });
    expect(stepOf(gateSince('throttled', 4), { overdue: 2, waiting: 4 })?.state).toBe('shut');
    expect(stepOf(gateSince('throttled', 4), { overdue: 2, waiting: 5 })).toBeNull();
    expect(stepOf(gateSince('throttled', 99), { overdue: 1, waiting: 1 })).toBeNull();
  });

  test('opens after four hours if nothing is late and the board is not even tight', () => {
    expect(stepOf(gateSince('throttled', 3.9), {})).toBeNull();
    expect(stepOf(gateSince('throttled', 4), { level: 0.7 })).toBeNull();
    expect(stepOf(gateSince('throttled', 4), { overdue: 1 })).toBeNull();
    expect(stepOf(gateSince('throttled', 4), { level: 0.69 })).toEqual({
      state: 'open',
      cause: { code: 'calm' },
    });
  });
});

test('a shut gate probes before it opens, each after four hours, and shuts again if an answer is overdue', () => {
  expect(stepOf(gateSince('shut', 3.9), {})).toBeNull();
  expect(stepOf(gateSince('shut', 4), {})?.state).toBe('probing');
  expect(stepOf(gateSince('probing', 3.9), {})).toBeNull();
  expect(stepOf(gateSince('probing', 4), {})?.state).toBe('open');
  expect(stepOf(gateSince('probing', 0.1), { overdue: 1 })?.state).toBe('shut');
  expect(stepOf(gateSince('probing', 9), { level: 0.8 })).toBeNull();
});

describe('a gate set by hand', () => {
  const shut = { ...gateSince('shut', 99), byHand: true };

  test('without an end stays until a person changes it', () => {
    expect(stepOf(shut, {})).toBeNull();
    expect(stepOf({ ...shut, state: 'throttled' }, { overdue: 9 })).toBeNull();
  });

  test('with an end stays until then, and is open afterwards', () => {
    expect(stepOf({ ...shut, until: new Date(now.getTime() + 1) }, {})).toBeNull();
    expect(stepOf({ ...shut, until: now }, { overdue: 9 })).toEqual({
      state: 'open',
      cause: { code: 'endReached' },
    });
  });
});

describe('the earliest step back', () => {
  const back = (gate: object, byItself = true) =>
    nextGateStepAt({ state: 'shut', since: ago(1), until: null, by: null, ...gate }, { byItself, now });

  test('for a gate that closed by itself is the end of its dwell', () => {
    expect(back({})).toEqual(ago(-3));
    expect(back({ state: 'throttled', since: ago(3.5) })).toEqual(ago(-0.5));
  });

  test.each([
    ['it is open', { state: 'open' }],
    ['its dwell is over', { since: ago(5) }],
    ['a person set it', { by: { id: 'a person' } }],
    ['it has an end', { until: ago(-9) }],
  ])('is unknown if %s', (_, gate) => {
    expect(back(gate)).toBeNull();
  });

  test('is null if the policy keeps the gate in place', () => {
    expect(back({}, false)).toBeNull();
  });
});
