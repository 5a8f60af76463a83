import { expect, it } from '@jest/globals';
import type { RequesterBoard } from '@weir/contract';
import { queueInWords, quotaInWords } from '@/features/requests/ask/door-words';
import { refusedNow, takenAllTheSame } from '@/features/requests/ask/refused-now';
import { needsYou } from '@/features/requests/mine/needs-you';

const open = { state: 'open', reason: null, until: null, since: null, by: null } as const;

function aDoor(
  part: Partial<RequesterBoard>,
  intake: Partial<RequesterBoard['intake']> = {},
): RequesterBoard {
  return {
    key: 'PLAT',
    name: 'Platform',
    today: '2026-11-25',
    timeZone: 'UTC',
    pressure: { state: 'flowing', level: 0.2 },
    intake: { gate: open, waiting: 2, depth: 8, ...intake },
    answerWithinHours: 72,
    workingHours: null,
    own: { open: 1, quota: 3 },
    classes: [],
    forecast: { unknown: 'Too few.' },
    retryAfterSeconds: 600,
    replenishesOn: null,
    waitingForYou: 0,
    ...part,
  };
}

it('says nothing while a standard request is taken', () => {
  expect(refusedNow(aDoor({ classes: ['standard'] }), 0)).toBeNull();
});

it('names the gate first, then the queue, then one’s own, as the door would', () => {
  const shut = { ...open, state: 'shut', reason: 'Audit week' } as const;
  expect(refusedNow(aDoor({}, { gate: shut, waiting: 8 }), 0)).toMatchObject({
    code: 'intake-gate-shut',
    detail: 'The intake is shut: Audit week',
  });
  expect(refusedNow(aDoor({ own: { open: 3, quota: 3 } }, { waiting: 8 }), 0)?.code).toBe(
    'intake-queue-full',
  );
  expect(refusedNow(aDoor({ own: { open: 3, quota: 3 } }), 0)?.code).toBe('requester-quota-reached');
  expect(refusedNow(aDoor({}), 0)).toMatchObject({ code: 'requester-rate-reached', retryAfterSeconds: 600 });
});

it('names what is taken all the same, and waits as long as others have to', () => {
  const gate = { ...open, state: 'probing' } as const;
  const door = aDoor({ classes: ['expedite'], retryAfterSeconds: 0 }, { gate });
  expect(refusedNow(door, 90)).toMatchObject({ code: 'intake-gate-probing', retryAfterSeconds: 90 });
  expect(takenAllTheSame(door)).toBe('expedite');
  expect(takenAllTheSame(aDoor({}))).toBeNull();
});

it('promises neither room nor a quota while the gate takes no standard request', () => {
  const shut = { ...open, state: 'shut', reason: 'Audit week' } as const;
  const door = aDoor({ classes: ['expedite'], own: { open: 0, quota: 2 } }, { gate: shut, waiting: 4 });
  expect([queueInWords(door), quotaInWords(door)]).toEqual(['', '']);
  const all = { ...door, classes: ['standard' as const], intake: { ...door.intake, gate: open } };
  expect([queueInWords(all), quotaInWords(all)]).toEqual([
    'There is room for four more.',
    'You may have 2 requests waiting here.',
  ]);
  const full = aDoor({ own: { open: 2, quota: 2 } }, { gate: shut, waiting: 8 });
  expect(queueInWords(full)).toMatch(/^No place is free/);
  expect(quotaInWords(full)).toMatch(/^Wait for an answer/);
});

it('tells what waits for its requester: an open question, and a ticket from its day on', () => {
  const waits = { answer: null, pausedAt: null, ticket: null };
  const of = (part: object) => needsYou({ ...waits, ...part } as never, '2026-11-25');
  expect(of({})).toBeNull();
  expect(of({ pausedAt: '2026-11-24T10:00:00.000Z' })).toBe('question');
  expect(of({ answer: {}, ticket: { from: '2026-11-25', used: false } })).toBe('ticket');
  expect(of({ answer: {}, ticket: { from: '2026-11-26', used: false } })).toBeNull();
  expect(of({ answer: {}, ticket: { from: '2026-11-25', used: true } })).toBeNull();
});
