import { expect, it } from '@jest/globals';
import type { RequesterBoard } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { classesStillTaken, expectedRefusal } from '@/features/requests/ask/expected-refusal';
import { queueHint, quotaHint } from '@/features/requests/ask/places-left';
import { needOf } from '@/features/requests/mine/need';

const { t } = createWords('en');
const open = { state: 'open', reason: null, until: null, since: null, by: null } as const;

function aRequesterBoard(
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

it('expects no refusal while a standard request is taken', () => {
  expect(expectedRefusal(aRequesterBoard({ classes: ['standard'] }), 0)).toBeNull();
});

it('expects the refusal of the gate first, then of the queue, then of the quota', () => {
  const shut = { ...open, state: 'shut', reason: 'Audit week' } as const;
  expect(expectedRefusal(aRequesterBoard({}, { gate: shut, waiting: 8 }), 0)).toMatchObject({
    code: 'intake-gate-shut',
    reason: 'Audit week',
  });
  const atQuota = { own: { open: 3, quota: 3 } };
  expect(expectedRefusal(aRequesterBoard(atQuota, { waiting: 8 }), 0)?.code).toBe('intake-queue-full');
  expect(expectedRefusal(aRequesterBoard(atQuota), 0)?.code).toBe('requester-quota-reached');
  expect(expectedRefusal(aRequesterBoard({}), 0)).toMatchObject({
    code: 'requester-rate-reached',
    retryAfterSeconds: 600,
  });
});

it('names the classes that are still taken, with the wait of the board', () => {
  const gate = { ...open, state: 'probing' } as const;
  const board = aRequesterBoard({ classes: ['expedite'], retryAfterSeconds: 0 }, { gate });
  expect(expectedRefusal(board, 90)).toMatchObject({ code: 'intake-gate-probing', retryAfterSeconds: 90 });
  expect(classesStillTaken(board)).toBe('expedite');
  expect(classesStillTaken(aRequesterBoard({}))).toBeNull();
});

it('promises neither a place nor a quota while the gate takes no standard request', () => {
  const shut = { ...open, state: 'shut', reason: 'Audit week' } as const;
  const board = aRequesterBoard(
    { classes: ['expedite'], own: { open: 0, quota: 2 } },
    { gate: shut, waiting: 4 },
  );
  expect([queueHint(board, t), quotaHint(board, t)]).toEqual(['', '']);
  const all = { ...board, classes: ['standard' as const], intake: { ...board.intake, gate: open } };
  expect([queueHint(all, t), quotaHint(all, t)]).toEqual(['4 places left.', 'You can submit 2 more.']);
  const full = aRequesterBoard({ own: { open: 2, quota: 2 } }, { gate: shut, waiting: 8 });
  expect(queueHint(full, t)).toMatch(/^A place becomes free/);
  expect(quotaHint(full, t)).toMatch(/^Wait for an answer/);
});

it('finds what needs the requester: an open question, and a ticket from its date', () => {
  const waits = { answer: null, pausedAt: null, ticket: null };
  const need = (part: object) => needOf({ ...waits, ...part } as never, '2026-11-25');
  expect(need({})).toBeNull();
  expect(need({ pausedAt: '2026-11-24T10:00:00.000Z' })).toBe('question');
  expect(need({ answer: {}, ticket: { from: '2026-11-25', used: false } })).toBe('ticket');
  expect(need({ answer: {}, ticket: { from: '2026-11-26', used: false } })).toBeNull();
  expect(need({ answer: {}, ticket: { from: '2026-11-25', used: true } })).toBeNull();
});
