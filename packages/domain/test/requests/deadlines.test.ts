import fc from 'fast-check';
import {
  computeDeadlines,
  type DeadlinePolicy,
  type DeadlineStatus,
  findPromiseFaults,
  nextDueStep,
  resumeDeadlines,
} from '../../src/index.js';

const office: DeadlinePolicy = {
  timeZone: 'Europe/Berlin',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] },
  answerWithinHours: 16,
  remindBeforeHours: 4,
  graceHours: 8,
};
const always = { ...office, workingHours: null };
const friday = (time: string) => new Date(`2026-03-06T${time}:00+01:00`);
const monday = (time: string) => new Date(`2026-03-09T${time}:00+01:00`);
const tuesday = (time: string) => new Date(`2026-03-10T${time}:00+01:00`);
const wednesday = (time: string) => new Date(`2026-03-11T${time}:00+01:00`);

describe('the deadlines of a request', () => {
  test('are in the board’s working hours', () => {
    expect(computeDeadlines(friday('11:00'), office)).toEqual({
      remindAt: monday('15:00'),
      answerBy: tuesday('11:00'),
      expiresAt: wednesday('11:00'),
    });
  });

  test('are in plain hours if every hour counts', () => {
    expect(computeDeadlines(friday('11:00'), always)).toEqual({
      remindAt: friday('23:00'),
      answerBy: new Date('2026-03-07T03:00:00+01:00'),
      expiresAt: new Date('2026-03-07T11:00:00+01:00'),
    });
  });

  test('have no reminder at or before the submission', () => {
    expect(computeDeadlines(friday('11:00'), { ...office, remindBeforeHours: 16 }).remindAt).toBeNull();
    expect(computeDeadlines(friday('11:00'), { ...office, remindBeforeHours: 40 }).remindAt).toBeNull();
    expect(computeDeadlines(friday('11:00'), { ...office, remindBeforeHours: null }).remindAt).toBeNull();
  });

  test('without a grace period expire when they become overdue', () => {
    const { answerBy, expiresAt } = computeDeadlines(friday('11:00'), { ...office, graceHours: 0 });
    expect(expiresAt).toEqual(answerBy);
  });
});

describe('deadlines after a pause', () => {
  const deadlines = computeDeadlines(friday('11:00'), office);

  test('keep the working time that was left', () => {
    expect(resumeDeadlines(deadlines, friday('12:00'), tuesday('12:00'), office)).toEqual({
      remindAt: wednesday('15:00'),
      answerBy: new Date('2026-03-12T11:00:00+01:00'),
      expiresAt: new Date('2026-03-13T11:00:00+01:00'),
    });
  });

  test('keep a deadline that had passed before the pause', () => {
    const asked = tuesday('12:00');
    expect(resumeDeadlines(deadlines, asked, wednesday('12:00'), office)).toEqual({
      ...deadlines,
      expiresAt: new Date('2026-03-12T11:00:00+01:00'),
    });
  });

  test('do not move for a pause overnight', () => {
    expect(resumeDeadlines(deadlines, friday('20:00'), monday('08:00'), office)).toEqual(deadlines);
  });

  test('do not move a reminder from the start of work to a weekend', () => {
    const due = computeDeadlines(friday('09:00'), { ...office, answerWithinHours: 12 });
    expect(due.remindAt).toEqual(monday('09:00'));
    const saturday = new Date('2026-03-07T10:00:00+01:00');
    expect(resumeDeadlines(due, friday('20:00'), saturday, office)).toEqual(due);
  });
});

describe('a promise', () => {
  const aMinuteAWeek = { days: [1], from: '09:00', to: '09:01', holidays: [] };

  test('can be kept if the calendar has enough working time in ten years', () => {
    const faults = (policy: DeadlinePolicy) =>
      findPromiseFaults(policy, friday('11:00')).map(({ path }) => path);
    const longest = { answerWithinHours: 2160, graceHours: 2160 };
    expect([faults(office), faults({ ...always, ...longest })]).toEqual([[], []]);
    expect(faults({ ...office, workingHours: aMinuteAWeek })).toEqual(['workingHours']);
    expect(faults({ ...office, ...longest, workingHours: { ...aMinuteAWeek, to: '17:00' } })).toEqual([
      'workingHours',
    ]);
  });

  test('looks for no reminder before its submission', () => {
    const policy = { ...office, workingHours: aMinuteAWeek, answerWithinHours: 1, remindBeforeHours: 2160 };
    expect(computeDeadlines(friday('11:00'), policy).remindAt).toBeNull();
  });
});

const aSpan = fc.integer({ min: 0, max: 20 * 24 * 60 });

test('a pause moves deadlines later by at most its length, and keeps their order', () => {
  const moved = (minutes: number) => new Date(friday('11:00').getTime() + minutes * 60_000);
  fc.assert(
    fc.property(fc.constantFrom(office, always), aSpan, aSpan, (policy, until, pause) => {
      const before = computeDeadlines(friday('11:00'), policy);
      const after = resumeDeadlines(before, moved(until), moved(until + pause), policy);
      expect(after.answerBy.getTime()).toBeGreaterThanOrEqual(before.answerBy.getTime());
      expect(after.expiresAt.getTime()).toBeGreaterThanOrEqual(after.answerBy.getTime());
      expect(after.answerBy.getTime()).toBeGreaterThanOrEqual(after.remindAt?.getTime() ?? 0);
      if (policy.workingHours === null) {
        const longer = after.answerBy.getTime() - before.answerBy.getTime();
        expect([0, pause * 60_000]).toContain(longer);
      }
    }),
  );
});

describe('the due step', () => {
  const now = wednesday('12:00');
  const hours = (ahead: number) => new Date(now.getTime() + ahead * 3_600_000);
  const request = (
    remind: number,
    answer: number,
    expire: number,
    more: Partial<DeadlineStatus> = {},
  ): DeadlineStatus => ({
    remindAt: hours(remind),
    answerBy: hours(answer),
    expiresAt: hours(expire),
    pausedAt: null,
    remindedAt: null,
    escalatedAt: null,
    ...more,
  });

  test('is one step at a time, each from its moment on', () => {
    expect(nextDueStep(request(1, 2, 3), now)).toBeNull();
    expect(nextDueStep(request(0, 1, 2), now)).toBe('reminder');
    expect(nextDueStep(request(-1, 0, 1), now)).toBe('overdue');
    expect(nextDueStep(request(-2, -1, 0), now)).toBe('expired');
  });

  test('is taken once', () => {
    expect(nextDueStep(request(0, 1, 2, { remindedAt: now }), now)).toBeNull();
    expect(nextDueStep(request(-1, 0, 1, { escalatedAt: now }), now)).toBeNull();
    expect(nextDueStep({ ...request(0, 1, 2), remindAt: null }, now)).toBeNull();
  });

  test('is none during a pause, until it has lasted 14 days', () => {
    const asked = (days: number) => request(-3, -2, -1, { pausedAt: hours(-24 * days) });
    expect(nextDueStep(asked(13.9), now)).toBeNull();
    expect(nextDueStep(asked(14), now)).toBe('expired');
  });
});
