import {
  type AdmissionRefusal,
  longestRefusal,
  type RetryFacts,
  retryAfterSeconds,
  timeRefusals,
} from '../../src/index.js';

const now = new Date('2026-03-02T09:00:00Z');
const open = { state: 'open', reason: null, until: null, since: null, by: null } as const;

function facts(known: Partial<RetryFacts> = {}): RetryFacts {
  return {
    now,
    gate: open,
    gateByItself: true,
    nextDeliveryAt: null,
    overdueEndsAt: null,
    queueFreeAt: null,
    formFreeAt: null,
    probesFreeAt: null,
    quotaFreeAt: null,
    halfQuotaFreeAt: null,
    hourFreeAt: null,
    dayFreeAt: null,
    expediteFreeAt: null,
    sheddingEndsAt: null,
    ...known,
  };
}

function retryAfter(refusal: AdmissionRefusal, known: Partial<RetryFacts> = {}): number | null {
  return retryAfterSeconds(refusal, facts(known));
}

describe('retry after', () => {
  const full = { code: 'intake-queue-full', waiting: 3, depth: 3 } as const;
  const gate = { code: 'intake-gate-throttled', reason: 'overdue', until: null } as const;
  const quota = { code: 'requester-quota-reached', open: 3, quota: 3 } as const;

  test('a full queue: when a place becomes free, otherwise in a day', () => {
    expect(retryAfter(full, { queueFreeAt: '2026-03-02T09:00:30.200Z' })).toBe(31);
    expect(retryAfter(full)).toBe(86_400);
  });

  test('a quota, the form, an expedite claim or shedding: when a place of the requester, of guests, the claim or shedding ends', () => {
    const free = {
      queueFreeAt: '2026-03-02T09:01:00Z',
      quotaFreeAt: '2026-03-02T09:02:00Z',
      formFreeAt: '2026-03-02T09:03:00Z',
      expediteFreeAt: '2026-03-02T09:04:00Z',
      sheddingEndsAt: '2026-03-02T09:05:00Z',
    };
    expect(retryAfter(quota, free)).toBe(120);
    expect(retryAfter({ code: 'form-places-taken', waiting: 2, depth: 2 }, free)).toBe(180);
    expect(retryAfter({ code: 'expedite-claim-waiting' }, free)).toBe(240);
    expect(retryAfter({ code: 'intake-shedding', waiting: 4, above: 4 }, free)).toBe(300);
  });

  test('a halved quota: when the half is free, or the whole and the gate is open, if that is earlier', () => {
    const until = '2026-03-02T09:05:00Z';
    const throttled = { ...open, state: 'throttled', until } as const;
    const halfQuotaFreeAt = '2026-03-02T10:00:00Z';
    expect(retryAfter(quota, { gate: throttled, halfQuotaFreeAt })).toBe(300);
    const quotaFreeAt = '2026-03-02T09:30:00Z';
    expect(retryAfter(quota, { gate: throttled, halfQuotaFreeAt, quotaFreeAt })).toBe(1800);
    const byHand = { ...throttled, until: null, by: {} };
    expect(retryAfter(quota, { gate: byHand, halfQuotaFreeAt, quotaFreeAt })).toBe(3600);
  });

  test('a rate: at the end of the hour or of the day', () => {
    const free = { hourFreeAt: '2026-03-02T09:10:00Z', dayFreeAt: '2026-03-02T15:00:00Z' };
    const rate = { code: 'requester-rate-reached', submitted: 5, quota: 5 } as const;
    expect(retryAfter({ ...rate, per: 'hour' }, free)).toBe(600);
    expect(retryAfter({ ...rate, per: 'day' }, free)).toBe(6 * 3600);
  });

  test('a gate with an end: at that end', () => {
    const until = '2026-03-02T09:05:00Z';
    const shut = { ...open, state: 'shut', until } as const;
    expect(retryAfter({ code: 'intake-gate-shut', reason: null, until }, { gate: shut })).toBe(300);
  });

  test('a gate that closed by itself: after its dwell, the next delivery or the last overdue answer', () => {
    const throttled = { gate: { ...open, state: 'throttled', since: '2026-03-02T06:00:00Z' } } as const;
    expect(retryAfter(gate, throttled)).toBe(3600);
    expect(retryAfter(gate, { ...throttled, nextDeliveryAt: '2026-03-02T11:00:00Z' })).toBe(7200);
    expect(retryAfter(gate, { ...throttled, nextDeliveryAt: '2026-03-02T08:00:00Z' })).toBe(3600);
    expect(retryAfter(gate, { ...throttled, overdueEndsAt: '2026-03-02T12:00:00Z' })).toBe(3 * 3600);
    const dwelt = { gate: { ...throttled.gate, since: '2026-03-01T06:00:00Z' } };
    expect(retryAfter(gate, dwelt)).toBe(86_400);
  });

  test('a probing gate: when it opens or one of the first requests is answered, whichever is earlier', () => {
    const probing = { ...open, state: 'probing', since: '2026-03-02T06:00:00Z' } as const;
    const refusal = { code: 'intake-gate-probing', reason: null, until: null } as const;
    expect(retryAfter(refusal, { gate: probing, probesFreeAt: '2026-03-02T09:10:00Z' })).toBe(600);
    expect(retryAfter(refusal, { gate: probing, probesFreeAt: '2026-03-02T12:00:00Z' })).toBe(3600);
  });

  test('a gate that waits for a person: never, and that lasts longest', () => {
    const byHand = { ...open, state: 'throttled', since: '2026-03-02T06:00:00Z', by: {} } as const;
    expect(retryAfter(gate, { gate: byHand })).toBeNull();
    expect(retryAfter(gate, { gate: { ...byHand, by: null }, gateByItself: false })).toBeNull();
    const timed = timeRefusals([full, gate, quota], facts({ gate: byHand }));
    expect(timed.map(({ retryAfterSeconds: wait }) => wait)).toEqual([86_400, null, 86_400]);
    expect(longestRefusal(timed)?.code).toBe('intake-gate-throttled');
    expect(longestRefusal(timed.slice(0, 1))?.code).toBe('intake-queue-full');
    expect(longestRefusal([])).toBeUndefined();
  });
});
