import { type AdmissionRefusal, type RetryFacts, retryAfterSeconds } from '../../src/index.js';

const now = new Date('2026-03-02T09:00:00Z');

function retryAfter(refusal: AdmissionRefusal, known: Partial<RetryFacts> = {}): number {
  return retryAfterSeconds(refusal, {
    now,
    gate: { state: 'open', reason: null, until: null, since: null, by: null },
    gateByItself: true,
    nextDeliveryAt: null,
    nextDue: null,
    requesterNextDue: null,
    guestsNextDue: null,
    hourFreeAt: null,
    dayFreeAt: null,
    ...known,
  });
}

describe('retry after', () => {
  const full = { code: 'intake-queue-full', waiting: 3, depth: 3 } as const;
  const gate = { code: 'intake-gate-throttled', reason: 'overdue', until: null } as const;

  test('a full queue: when the next answer is due, otherwise in a day', () => {
    expect(retryAfter(full, { nextDue: '2026-03-02T09:00:30.200Z' })).toBe(31);
    expect(retryAfter(full)).toBe(86_400);
  });

  test('an overdue answer does not count', () => {
    expect(retryAfter(full, { nextDue: '2026-03-01T09:00:00Z' })).toBe(86_400);
  });

  test('a quota or the form: when the requester’s own or a guest’s next answer is due', () => {
    const due = {
      nextDue: '2026-03-02T09:01:00Z',
      requesterNextDue: '2026-03-02T09:02:00Z',
      guestsNextDue: '2026-03-02T09:03:00Z',
    };
    expect(retryAfter({ code: 'requester-quota-reached', open: 3, quota: 3 }, due)).toBe(120);
    expect(retryAfter({ code: 'form-places-taken', waiting: 2, depth: 2 }, due)).toBe(180);
  });

  test('a rate: at the end of the hour or of the day', () => {
    const free = { hourFreeAt: '2026-03-02T09:10:00Z', dayFreeAt: '2026-03-02T15:00:00Z' };
    const rate = { code: 'requester-rate-reached', submitted: 5, quota: 5 } as const;
    expect(retryAfter({ ...rate, per: 'hour' }, free)).toBe(600);
    expect(retryAfter({ ...rate, per: 'day' }, free)).toBe(6 * 3600);
  });

  test('a gate with an end: at that end', () => {
    const until = '2026-03-02T09:05:00Z';
    expect(retryAfter({ code: 'intake-gate-shut', reason: null, until }, { nextDue: until })).toBe(300);
  });

  test('a gate that closed by itself: after its dwell, or at the next delivery if that is later', () => {
    const throttled = {
      gate: { state: 'throttled', reason: 'overdue', until: null, since: '2026-03-02T06:00:00Z', by: null },
      nextDue: '2026-03-03T09:00:00Z',
    } as const;
    expect(retryAfter(gate, throttled)).toBe(3600);
    expect(retryAfter(gate, { ...throttled, nextDeliveryAt: '2026-03-02T11:00:00Z' })).toBe(7200);
    expect(retryAfter(gate, { ...throttled, nextDeliveryAt: '2026-03-02T08:00:00Z' })).toBe(3600);
    expect(retryAfter(gate, { nextDeliveryAt: '2026-03-02T10:00:00Z' })).toBe(3600);
  });

  test('a gate without a known end: when the next answer is due', () => {
    expect(retryAfter(gate, { nextDue: '2026-03-02T09:10:00Z' })).toBe(600);
    expect(retryAfter(gate)).toBe(86_400);
  });
});
