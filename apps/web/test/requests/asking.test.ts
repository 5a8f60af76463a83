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
    answersInTimeFrom: '2026-11-25',
    shedding: null,
    own: { open: 1, quota: 3 },
    classes: [],
    reasons: [],
    forecast: { unknown: 'Too few.' },
    retryAfterSeconds: 600,
    replenishesOn: null,
    waitingForYou: 0,
    ...part,
  };
}

const full = { code: 'intake-queue-full', detail: '', waiting: 8, depth: 8, retryAfterSeconds: 90 } as const;
const shut = { code: 'intake-gate-shut', detail: '', reason: 'Audit week', until: null } as const;

it('expects no refusal while a standard request is taken', () => {
  expect(expectedRefusal(aRequesterBoard({ classes: ['standard'] }))).toBeNull();
});

it('expects the refusal whose reason lasts longest, and names the others', () => {
  const quota = { code: 'requester-quota-reached', detail: '', open: 3, quota: 3 } as const;
  const own = { ...quota, retryAfterSeconds: 600 };
  expect(expectedRefusal(aRequesterBoard({ reasons: [full, own] }))).toEqual({
    longest: own,
    others: [full],
  });
  const byHand = { ...shut, retryAfterSeconds: null };
  expect(expectedRefusal(aRequesterBoard({ reasons: [full, own, byHand] }))).toEqual({
    longest: byHand,
    others: [full, own],
  });
});

it('names the classes that are still taken', () => {
  expect(classesStillTaken(aRequesterBoard({ classes: ['expedite'] }))).toBe('expedite');
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
