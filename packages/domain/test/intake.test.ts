import {
  type AdmissionFacts,
  admit,
  admittedClasses,
  deferralDate,
  gateAt,
  inOrder,
  isOverdue,
  mayAskAgain,
  positionOf,
  ticketOf,
} from '../src/index.js';

const now = new Date('2026-03-02T09:00:00Z');
const open = { state: 'open', reason: null, until: null } as const;
const room: AdmissionFacts = {
  claim: 'standard',
  gate: open,
  waiting: 3,
  depth: 8,
  open: 1,
  quota: 3,
  expediteWaits: false,
};

describe('the door', () => {
  test('lets a request in while there is room', () => {
    expect(admit(room)).toEqual({ ok: true, value: null });
  });

  test('refuses one more than the depth, with the facts', () => {
    expect(admit({ ...room, waiting: 8 })).toEqual({
      ok: false,
      refusal: { code: 'intake-queue-full', waiting: 8, depth: 8 },
    });
  });

  test('refuses all where the depth is 0, and while a lowered depth drains', () => {
    expect(admit({ ...room, waiting: 0, depth: 0 }).ok).toBe(false);
    expect(admit({ ...room, waiting: 5, depth: 2 }).ok).toBe(false);
  });

  test('refuses a requester more than their quota', () => {
    expect(admit({ ...room, open: 3 })).toMatchObject({
      refusal: { code: 'requester-quota-reached', open: 3, quota: 3 },
    });
  });

  test('one expedite claim waits at a time', () => {
    expect(admit({ ...room, claim: 'expedite' }).ok).toBe(true);
    expect(admit({ ...room, claim: 'expedite', expediteWaits: true })).toMatchObject({
      refusal: { code: 'expedite-claim-waiting' },
    });
    expect(admittedClasses({ ...room, expediteWaits: true })).toEqual([
      'fixedDate',
      'standard',
      'intangible',
    ]);
  });

  test('a shut gate lets nobody through, a throttled one the urgent classes', () => {
    const gate = { reason: 'Moving house', until: null };
    expect(admittedClasses({ ...room, gate: { ...gate, state: 'shut' } })).toEqual([]);
    expect(admittedClasses({ ...room, gate: { ...gate, state: 'throttled' } })).toEqual([
      'expedite',
      'fixedDate',
    ]);
  });

  test('a gate shut until an instant is open from then on', () => {
    const shut = { state: 'shut', reason: 'Lunch', until: '2026-03-02T09:00:00Z' } as const;
    expect(gateAt(shut, new Date('2026-03-02T08:59:59Z'))).toEqual(shut);
    expect(gateAt(shut, now)).toEqual(open);
    expect(gateAt({ ...shut, until: null }, now).state).toBe('shut');
  });
});

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
  test('of a deferral lets it be asked again from its date on', () => {
    const ticket = ticketOf({ kind: 'defer', until: '2026-03-10' }, false);
    expect(mayAskAgain(ticket, '2026-03-09')).toEqual({
      ok: false,
      refusal: { code: 'too-early', from: '2026-03-10' },
    });
    expect(mayAskAgain(ticket, '2026-03-10').ok).toBe(true);
    expect(mayAskAgain(ticket, '2026-04-01').ok).toBe(true);
  });

  test('is good once', () => {
    expect(mayAskAgain(ticketOf({ kind: 'defer', until: '2026-03-10' }, true), '2026-03-10')).toMatchObject({
      refusal: { code: 'already-asked' },
    });
  });

  test.each([null, { kind: 'decline' } as const, { kind: 'withdrawn' } as const])(
    'comes with no %j',
    (answer) => {
      expect(mayAskAgain(ticketOf(answer, false), '2026-03-10')).toMatchObject({
        refusal: { code: 'not-deferred' },
      });
    },
  );
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

  test('tells each its place', () => {
    expect(positionOf(2, waiting)).toBe(4);
    expect(positionOf(9, waiting)).toBeNull();
  });
});
