import {
  deferralDate,
  faultsOfPolicy,
  inOrder,
  isOverdue,
  mayAskAgain,
  reminderWhereUnsaid,
} from '../../src/index.js';

const now = new Date('2026-03-02T09:00:00Z');
describe('the answer', () => {
  test('is overdue from the moment by which it was due', () => {
    expect(isOverdue({ answerBy: now, answer: null }, now)).toBe(true);
    expect(isOverdue({ answerBy: now, answer: null }, new Date(now.getTime() - 1))).toBe(false);
    expect(isOverdue({ answerBy: now, answer: {} }, now)).toBe(false);
  });

  test.each([
    ['2026-03-02', 'today'],
    ['2026-03-01', 'the past'],
    ['2027-03-03', 'more than a year ahead'],
  ])('defers to no %s: %s', (until) => {
    expect(deferralDate(until, '2026-03-02')).toMatchObject({ refusal: { errors: [{ path: 'until' }] } });
  });

  test.each(['2026-03-03', '2027-03-02'])('defers to %s', (until) => {
    expect(deferralDate(until, '2026-03-02')).toEqual({ ok: true, value: until });
  });
});

describe('the ticket', () => {
  const from = '2026-03-10';

  test('is good from its date on', () => {
    const ticket = { from, used: false };
    expect(mayAskAgain(ticket, '2026-03-09')).toEqual({ ok: false, refusal: { code: 'too-early', from } });
    expect(mayAskAgain(ticket, from).ok).toBe(true);
    expect(mayAskAgain(ticket, '2026-04-01').ok).toBe(true);
  });

  test('is good once', () => {
    expect(mayAskAgain({ from, used: true }, from)).toMatchObject({ refusal: { code: 'already-asked' } });
  });

  test('is what nobody asks again without', () => {
    expect(mayAskAgain(null, from)).toMatchObject({ refusal: { code: 'not-deferred' } });
  });
});

describe('the queue', () => {
  const waits = (
    number: number,
    classOfService: 'expedite' | 'fixedDate' | 'standard' | 'intangible',
    byTicket = false,
  ) => ({
    number,
    classOfService,
    byTicket,
    submittedAt: new Date(Date.UTC(2026, 1, number)),
  });
  const waiting = [
    waits(1, 'intangible'),
    waits(2, 'standard'),
    waits(3, 'standard', true),
    waits(4, 'expedite'),
    waits(5, 'fixedDate'),
  ];

  test('is read by class, in it ticket holders first, then who came first', () => {
    expect(inOrder(waiting).map(({ number }) => number)).toEqual([4, 5, 3, 2, 1]);
  });
});

const policy = {
  depth: 8,
  highWatermark: null,
  lowWatermark: null,
  minOptions: 2,
  answerWithinHours: 72,
  remindBeforeHours: 24,
  perRequesterPerHour: null,
  perRequesterPerDay: null,
};
const faultsIn = (change: object) => faultsOfPolicy({ ...policy, ...change }).map(({ path }) => path);

test('the watermarks of a policy are both set, in order, and not above the depth', () => {
  const faults = (highWatermark: number | null, lowWatermark: number | null) =>
    faultsIn({ highWatermark, lowWatermark });
  expect(faults(null, null)).toEqual([]);
  expect(faults(8, 0)).toEqual([]);
  expect(faults(null, 2)).toEqual(['highWatermark']);
  expect(faults(6, null)).toEqual(['lowWatermark']);
  expect(faults(6, 6)).toEqual(['lowWatermark']);
  expect(faults(9, 2)).toEqual(['highWatermark']);
});

test('a policy asks for nothing that can never be', () => {
  expect(faultsIn({ minOptions: 8 })).toEqual([]);
  expect(faultsIn({ minOptions: 9 })).toEqual(['minOptions']);
  expect(faultsIn({ depth: 0 })).toEqual([]);
  expect(faultsIn({ remindBeforeHours: 71 })).toEqual([]);
  expect(faultsIn({ remindBeforeHours: 72 })).toEqual(['remindBeforeHours']);
  expect(faultsIn({ answerWithinHours: 1, remindBeforeHours: null })).toEqual([]);
  expect(faultsIn({ perRequesterPerHour: 5, perRequesterPerDay: 5 })).toEqual([]);
  expect(faultsIn({ perRequesterPerHour: 6, perRequesterPerDay: 5 })).toEqual(['perRequesterPerHour']);
  expect(faultsIn({ perRequesterPerHour: 6 })).toEqual([]);
});

test('a new board reminds a day before an answer is due, and not of one that is due within a day', () => {
  expect([72, 25, 24, 1].map(reminderWhereUnsaid)).toEqual([24, 24, null, null]);
});

test('what is wrong with a day is told by days that a person reads', () => {
  expect(deferralDate('2026-03-02', '2026-03-02')).toMatchObject({
    refusal: { errors: [{ message: 'must be after today, 2 March 2026' }] },
  });
  expect(deferralDate('2028-03-02', '2026-03-02')).toMatchObject({
    refusal: { errors: [{ message: 'must be a year ahead at most: 2 March 2027' }] },
  });
});
