import fc from 'fast-check';
import {
  addDays,
  computeDeadlines,
  type DeadlinePolicy,
  type DeadlineStatus,
  deadlinesForCalendar,
  deadlinesForNeed,
  findPromiseFaults,
  firstDayInTime,
  isDayOff,
  mayMissNeed,
  nextDueStep,
  resumeDeadlines,
  todayIn,
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

describe('the deadlines of a request that is needed', () => {
  const need = (time: string, day: string, policy = office) => computeDeadlines(friday(time), policy, day);

  test('before the policy’s deadline are at the end of work on that day, with its reminder and grace', () => {
    expect(need('11:00', '2026-03-09')).toEqual({
      remindAt: monday('13:00'),
      answerBy: monday('17:00'),
      expiresAt: tuesday('17:00'),
    });
    expect(need('11:00', '2026-03-10')).toEqual(computeDeadlines(friday('11:00'), office));
  });

  test('on a day off are at the end of the last working day before', () => {
    expect(need('11:00', '2026-03-08').answerBy).toEqual(friday('17:00'));
    const holidays = { ...office.workingHours!, holidays: ['2026-03-09'] };
    expect(need('11:00', '2026-03-09', { ...office, workingHours: holidays }).answerBy).toEqual(
      friday('17:00'),
    );
  });

  test('within a working hour, or at the end of time, are the policy’s', () => {
    expect(need('16:00', '2026-03-06').answerBy).toEqual(friday('17:00'));
    expect(need('16:01', '2026-03-08')).toEqual(computeDeadlines(friday('16:01'), office));
    expect(need('11:00', '2026-03-05')).toEqual(computeDeadlines(friday('11:00'), office));
    for (const policy of [office, always])
      expect(need('11:00', '9999-12-31', policy)).toEqual(computeDeadlines(friday('11:00'), policy));
  });

  test('sooner than the reminder’s time remind at once', () => {
    expect(need('14:00', '2026-03-06')).toEqual({
      remindAt: friday('14:00'),
      answerBy: friday('17:00'),
      expiresAt: monday('17:00'),
    });
    expect(need('14:00', '2026-03-06', { ...office, remindBeforeHours: null }).remindAt).toBeNull();
  });

  test.each([
    ['Asia/Kolkata', '2026-03-07', '2026-03-07T23:59:59.999+05:30'],
    ['America/Los_Angeles', '2026-03-08', '2026-03-08T23:59:59.999-07:00'],
    ['America/Los_Angeles', '2026-11-01', '2026-11-01T23:59:59.999-08:00'],
    ['Europe/Berlin', '2026-03-29', '2026-03-29T23:59:59.999+02:00'],
    ['Europe/Berlin', '2026-10-25', '2026-10-25T23:59:59.999+01:00'],
  ])('in %s by %s, where every hour counts, are still on that day', (timeZone, day, at) => {
    const policy = { ...always, timeZone, answerWithinHours: 72 };
    const submitted = new Date(Date.parse(at) - 20 * 3_600_000);
    expect(computeDeadlines(submitted, policy, day).answerBy).toEqual(new Date(at));
  });

  test('move with the day that the requester names, and stay once they have passed', () => {
    const waiting = {
      ...need('11:00', '2026-03-09'),
      submittedAt: friday('11:00'),
      neededBy: '2026-03-09',
      pausedAt: null,
    };
    const moved = (day: string | null, now = friday('12:00')) => deadlinesForNeed(waiting, day, now, office);
    expect(moved(null)).toEqual(computeDeadlines(friday('11:00'), office));
    expect(moved('2026-03-20')).toEqual(computeDeadlines(friday('11:00'), office));
    expect(moved('2026-03-06')?.answerBy).toEqual(friday('17:00'));
    expect(moved('2026-03-06', friday('16:30'))?.answerBy).toEqual(tuesday('11:00'));
    expect(moved('2026-03-09')).toBeNull();
    expect(moved(null, monday('17:00'))).toBeNull();
  });

  test('do not move past the need by a pause, unless too little time is left', () => {
    const due = need('11:00', '2026-03-10', { ...office, answerWithinHours: 20 });
    expect(due.answerBy).toEqual(tuesday('15:00'));
    const resumed = (now: Date) => resumeDeadlines(due, friday('12:00'), now, office, '2026-03-10');
    expect(resumed(tuesday('10:00'))).toMatchObject({
      answerBy: tuesday('17:00'),
      expiresAt: wednesday('17:00'),
    });
    expect(resumed(tuesday('16:30')).answerBy).toEqual(new Date('2026-03-13T11:30:00+01:00'));
  });
});

describe('deadlines under a new calendar', () => {
  const due = (at: Date, now: Date, pausedAt: Date | null = null) =>
    deadlinesForCalendar({ answerBy: at, pausedAt }, now, office)?.answerBy ?? null;
  const saturday = new Date('2026-03-07T12:00:00+01:00');

  test('leave a day off for the last working day before, or for the next one if that is over', () => {
    expect(due(saturday, friday('11:00'))).toEqual(friday('17:00'));
    expect(due(saturday, friday('16:30'))).toEqual(monday('10:00'));
    expect(due(saturday, friday('16:30'), friday('11:00'))).toEqual(friday('17:00'));
  });

  test('stay on a working day, and once they have passed', () => {
    expect(due(monday('20:00'), friday('11:00'))).toBeNull();
    expect(due(saturday, monday('11:00'))).toBeNull();
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

const aPolicy = fc
  .record({
    timeZone: fc.constantFrom('Asia/Kolkata', 'America/Los_Angeles', 'Europe/Berlin'),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: fc.constantFrom('00:00', '02:30', '09:00'),
    to: fc.constantFrom('17:00', '23:59', '24:00'),
    always: fc.boolean(),
    answerWithinHours: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ timeZone, days, from, to, always, answerWithinHours }) => {
    const workingHours = always ? null : { days, from, to, holidays: ['2026-03-30', '2026-11-02'] };
    return { ...office, timeZone, workingHours, answerWithinHours };
  });
// Around both changes of the clocks in both zones.
const aSubmission = fc
  .tuple(fc.constantFrom('2026-03-05', '2026-03-26', '2026-10-22'), fc.integer({ min: 0, max: 14 * 24 * 60 }))
  .map(([day, minutes]) => new Date(Date.parse(day) + minutes * 60_000));

test('an answer is due by the need or is announced as later, and never falls due on a day off', () => {
  fc.assert(
    fc.property(aPolicy, aSubmission, fc.integer({ min: -2, max: 12 }), (policy, now, ahead) => {
      const { timeZone } = policy;
      const neededBy = addDays(todayIn(now, timeZone), ahead);
      const { answerBy, remindAt, expiresAt } = computeDeadlines(now, policy, neededBy);
      const promised = computeDeadlines(now, policy).answerBy;
      expect(answerBy.getTime()).toBeLessThanOrEqual(promised.getTime());
      expect(answerBy.getTime()).toBeGreaterThan(now.getTime());
      expect((remindAt ?? answerBy).getTime()).toBeLessThanOrEqual(answerBy.getTime());
      expect(expiresAt.getTime()).toBeGreaterThanOrEqual(answerBy.getTime());
      expect(mayMissNeed({ answerBy, neededBy }, timeZone)).toBe(neededBy < firstDayInTime(now, policy));
      const replied = new Date(now.getTime() + 3 * 86_400_000);
      const resumed = resumeDeadlines({ remindAt, answerBy, expiresAt }, now, replied, policy);
      for (const due of [answerBy, promised, resumed.answerBy])
        expect(isDayOff(todayIn(due, timeZone), policy)).toBe(false);
    }),
    { numRuns: 400 },
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
