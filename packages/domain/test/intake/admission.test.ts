import {
  type AdmissionFacts,
  admit,
  admittedClasses,
  effectiveGate,
  findClaimObstacles,
  findObstacles,
  unlimitedRate,
} from '../../src/index.js';

const now = new Date('2026-03-02T09:00:00Z');
const open = { state: 'open', reason: null, until: null } as const;
const room: AdmissionFacts = {
  claim: 'standard',
  gate: open,
  waiting: 3,
  depth: 8,
  open: 1,
  quota: 3,
  probing: 0,
  rate: unlimitedRate,
  expediteWaits: false,
};

describe('admission', () => {
  test('admits a request while there is room', () => {
    expect(admit(room)).toEqual({ ok: true, value: null });
  });

  test('refuses a request beyond the depth, with the facts', () => {
    expect(admit({ ...room, waiting: 8 })).toEqual({
      ok: false,
      refusal: { code: 'intake-queue-full', waiting: 8, depth: 8 },
    });
  });

  test('refuses every request if the depth is 0, and while a lowered depth drains', () => {
    expect(admit({ ...room, waiting: 0, depth: 0 }).ok).toBe(false);
    expect(admit({ ...room, waiting: 5, depth: 2 }).ok).toBe(false);
  });

  test('refuses a request beyond the quota of its requester', () => {
    expect(admit({ ...room, open: 3 })).toMatchObject({
      refusal: { code: 'requester-quota-reached', open: 3, quota: 3 },
    });
  });

  test('allows one waiting expedite claim at a time', () => {
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

  test.each([
    ['hour', { perHour: 5, lastHour: 5, perDay: 5, lastDay: 5 }, 5],
    ['day', { perHour: 5, lastHour: 4, perDay: 20, lastDay: 21 }, 21],
  ] as const)('refuses a requester who exceeds their rate per %s', (per, rate, submitted) => {
    const refused = admit({ ...room, rate });
    expect(refused).toMatchObject({ refusal: { code: 'requester-rate-reached', submitted, per } });
  });

  test('admits a requester up to their rate', () => {
    expect(admit({ ...room, rate: { perHour: 5, lastHour: 4, perDay: 20, lastDay: 19 } }).ok).toBe(true);
  });

  const gate = { reason: 'Moving house', until: null };

  test('a throttled gate admits the urgent classes and halves the quota', () => {
    const throttled: AdmissionFacts = { ...room, claim: 'fixedDate', gate: { ...gate, state: 'throttled' } };
    expect(admittedClasses({ ...throttled, open: 0 })).toEqual(['expedite', 'fixedDate']);
    expect(admit({ ...throttled, claim: 'standard' })).toMatchObject({
      refusal: { code: 'intake-gate-throttled', reason: 'Moving house' },
    });
    expect(admit({ ...throttled, open: 1, quota: 3 })).toMatchObject({
      refusal: { code: 'requester-quota-reached', open: 1, quota: 1 },
    });
    expect(admit({ ...throttled, open: 0, quota: 1 }).ok).toBe(true);
    expect(admit({ ...throttled, open: 1, quota: 4 }).ok).toBe(true);
  });

  test('a shut gate admits one expedite claim, within the depth', () => {
    const shut: AdmissionFacts = { ...room, claim: 'expedite', gate: { ...gate, state: 'shut' } };
    expect(admittedClasses(shut)).toEqual(['expedite']);
    expect(admit({ ...shut, expediteWaits: true })).toMatchObject({
      refusal: { code: 'expedite-claim-waiting' },
    });
    expect(admit({ ...shut, waiting: 8 })).toMatchObject({ refusal: { code: 'intake-queue-full' } });
    expect(admit({ ...shut, claim: 'fixedDate' })).toMatchObject({ refusal: { code: 'intake-gate-shut' } });
  });

  test('a probing gate admits a request while fewer than two admitted ones wait', () => {
    const probing: AdmissionFacts = { ...room, gate: { ...gate, state: 'probing' }, probing: 1 };
    expect(admittedClasses(probing)).toEqual(['expedite', 'fixedDate', 'standard', 'intangible']);
    expect(admit({ ...probing, probing: 2 })).toMatchObject({ refusal: { code: 'intake-gate-probing' } });
    expect(admit({ ...probing, probing: 2, claim: 'expedite' }).ok).toBe(true);
  });

  test('names the first obstacle: gate, depth, quota, places of the form, rate, another expedite claim', () => {
    let facts: AdmissionFacts = {
      claim: 'standard',
      gate: { ...gate, state: 'probing' },
      probing: 2,
      waiting: 8,
      depth: 8,
      form: { waiting: 2, depth: 2 },
      open: 3,
      quota: 3,
      rate: { perHour: 2, lastHour: 2, perDay: 2, lastDay: 2 },
      expediteWaits: true,
    };
    const next = (without: Partial<AdmissionFacts>) => {
      facts = { ...facts, ...without };
      const verdict = admit(facts);
      return verdict.ok ? 'in' : verdict.refusal.code;
    };
    expect(next({})).toBe('intake-gate-probing');
    expect(next({ gate: open })).toBe('intake-queue-full');
    expect(next({ waiting: 3 })).toBe('requester-quota-reached');
    expect(next({ open: 1 })).toBe('form-places-taken');
    expect(next({ form: { waiting: 1, depth: 2 } })).toBe('requester-rate-reached');
    expect(next({ rate: unlimitedRate, claim: 'expedite' })).toBe('expedite-claim-waiting');
    expect(next({ expediteWaits: false })).toBe('in');
  });

  test('finds every obstacle, in the order in which the database checks them', () => {
    const facts: AdmissionFacts = {
      claim: 'expedite',
      gate: open,
      probing: 2,
      waiting: 8,
      depth: 8,
      form: { waiting: 2, depth: 2 },
      open: 3,
      quota: 3,
      rate: { perHour: 2, lastHour: 2, perDay: 2, lastDay: 3 },
      expediteWaits: true,
    };
    const codes = [
      'intake-queue-full',
      'requester-quota-reached',
      'form-places-taken',
      'requester-rate-reached',
      'requester-rate-reached',
    ];
    expect(findObstacles(facts).map(({ code }) => code)).toEqual([...codes, 'expedite-claim-waiting']);
    const probing: AdmissionFacts = { ...facts, claim: 'standard', gate: { ...gate, state: 'probing' } };
    expect(findObstacles(probing).map(({ code }) => code)).toEqual(['intake-gate-probing', ...codes]);
    expect(findClaimObstacles(facts)).toEqual([{ code: 'expedite-claim-waiting' }]);
  });

  test('a gate that was shut until an instant is open from then on', () => {
    const shut = { state: 'shut', reason: 'Lunch', until: '2026-03-02T09:00:00Z' } as const;
    expect(effectiveGate(shut, new Date('2026-03-02T08:59:59Z'))).toEqual(shut);
    expect(effectiveGate(shut, now)).toEqual(open);
    expect(effectiveGate({ ...shut, until: null }, now).state).toBe('shut');
  });
});
