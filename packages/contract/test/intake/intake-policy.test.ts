import { GateSetting, LedgerQuery, NewAnswer, NewRequest, RequestChange } from '../../src/index.js';

const faults = (result: { error?: { issues: { path: PropertyKey[] }[] } }) =>
  result.error?.issues.map(({ path }) => path.join('.'));
const message = 'Review is full until the regulator’s date.';

describe('an answer', () => {
  test('accepts without any other field', () => {
    expect(NewAnswer.parse({ kind: 'accept' })).toEqual({ kind: 'accept' });
  });

  test.each(['decline', 'defer'])('can %s only with a reason and a message', (kind) => {
    const until = kind === 'defer' ? { until: '2026-04-01' } : {};
    expect(NewAnswer.safeParse({ kind, reason: 'noCapacity', message, ...until }).success).toBe(true);
    expect(faults(NewAnswer.safeParse({ kind, message, ...until }))).toEqual(['reason']);
    expect(faults(NewAnswer.safeParse({ kind, reason: 'noCapacity', ...until }))).toEqual(['message']);
    expect(
      faults(NewAnswer.safeParse({ kind, reason: 'noCapacity', message: '   no.    ', ...until })),
    ).toEqual(['message']);
    expect(faults(NewAnswer.safeParse({ kind, reason: 'tired', message, ...until }))).toEqual(['reason']);
  });

  test('needs a date to defer', () => {
    expect(faults(NewAnswer.safeParse({ kind: 'defer', reason: 'noCapacity', message }))).toEqual(['until']);
    expect(
      faults(NewAnswer.safeParse({ kind: 'defer', reason: 'noCapacity', message, until: 'soon' })),
    ).toEqual(['until']);
  });

  test('has a kind that a manager can give', () => {
    for (const kind of ['snooze', 'expired', 'withdrawn', undefined]) {
      expect(faults(NewAnswer.safeParse({ kind, message }))).toEqual(['kind']);
    }
  });
});

test('a request needs a title and can claim a class', () => {
  expect(
    NewRequest.safeParse({ title: 'A sandbox', classOfService: 'fixedDate', neededBy: '2026-12-15' }).success,
  ).toBe(true);
  expect(faults(NewRequest.safeParse({ classOfService: 'urgent' }))).toEqual(['title', 'classOfService']);
});

test('a request needs a day to claim a fixed date', () => {
  const claim = { title: 'A sandbox', classOfService: 'fixedDate' } as const;
  expect(faults(NewRequest.safeParse(claim))).toEqual(['neededBy']);
  expect(faults(NewRequest.safeParse({ ...claim, neededBy: null }))).toEqual(['neededBy']);
  expect(faults(RequestChange.safeParse({ ...claim, neededBy: null }))).toEqual(['neededBy']);
  expect(RequestChange.safeParse(claim).success).toBe(true);
});

test('setting the gate needs a reason, and only a closed gate has an end', () => {
  const until = '2026-04-01T08:00:00Z';
  expect(GateSetting.safeParse({ state: 'shut', reason: 'Moving house', until }).success).toBe(true);
  expect(faults(GateSetting.safeParse({ state: 'shut' }))).toEqual(['reason']);
  expect(faults(GateSetting.safeParse({ state: 'open', reason: 'Back', until }))).toEqual(['until']);
  expect(faults(GateSetting.safeParse({ state: 'shut', reason: 'Moving', until: '2026-04-01' }))).toEqual([
    'until',
  ]);
  expect(faults(GateSetting.safeParse({ state: 'probing', reason: 'Trying' }))).toEqual(['state']);
});

test('the period of a ledger starts before it ends', () => {
  expect(faults(LedgerQuery.safeParse({ from: '2026-04-02', to: '2026-04-01' }))).toEqual(['to']);
});
