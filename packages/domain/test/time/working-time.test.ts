import fc from 'fast-check';
import { addWorkingTime, type Calendar, firstWorkingDay, workingSecondsBetween } from '../../src/index.js';

const berlin: Calendar = {
  timeZone: 'Europe/Berlin',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: ['2026-04-03', '2026-04-06'] },
};
const hoursBetween = (a: string, b: string, calendar = berlin) =>
  workingSecondsBetween(a, b, calendar) / 3600;

describe('working time', () => {
  test.each([
    ['within a day', '2026-03-02T09:00:00+01:00', 3, '2026-03-02T12:00:00+01:00'],
    [
      'to the end of a day, not the next morning',
      '2026-03-02T09:00:00+01:00',
      8,
      '2026-03-02T17:00:00+01:00',
    ],
    ['over a night', '2026-03-02T16:00:00+01:00', 2, '2026-03-03T10:00:00+01:00'],
    ['over a weekend', '2026-03-06T16:30:00+01:00', 1, '2026-03-09T09:30:00+01:00'],
    ['from a night', '2026-03-02T23:00:00+01:00', 1, '2026-03-03T10:00:00+01:00'],
    ['from before the hours', '2026-03-02T05:00:00+01:00', 0.5, '2026-03-02T09:30:00+01:00'],
    ['over two holidays and a weekend', '2026-04-02T16:00:00+02:00', 2, '2026-04-07T10:00:00+02:00'],
    ['over the beginning of summer time', '2026-03-27T16:00:00+01:00', 2, '2026-03-30T10:00:00+02:00'],
    ['over its end', '2026-10-23T16:00:00+02:00', 2, '2026-10-26T10:00:00+01:00'],
    ['back within a day', '2026-03-02T12:00:00+01:00', -3, '2026-03-02T09:00:00+01:00'],
    ['back over a weekend', '2026-03-09T09:30:00+01:00', -1, '2026-03-06T16:30:00+01:00'],
    ['back from a night', '2026-03-02T23:00:00+01:00', -1, '2026-03-02T16:00:00+01:00'],
    ['not at all', '2026-03-01T23:00:00+01:00', 0, '2026-03-01T23:00:00+01:00'],
  ])('passes %s', (_, from, hours, to) => {
    expect(addWorkingTime(from, hours, berlin)).toEqual(new Date(to));
  });

  test('begins on the first working day from a day on, which is the day itself without working hours', () => {
    const first = (day: string, calendar = berlin) => firstWorkingDay(day, calendar);
    expect(['2026-04-02', '2026-04-03', '2026-04-05'].map((day) => first(day))).toEqual([
      '2026-04-02',
      '2026-04-07',
      '2026-04-07',
    ]);
    expect(first('2026-04-03', { ...berlin, workingHours: null })).toBe('2026-04-03');
  });

  test('is all time without working hours', () => {
    const always = { timeZone: 'Europe/Berlin', workingHours: null };
    expect(addWorkingTime('2026-03-28T12:00:00Z', 72, always)).toEqual(new Date('2026-03-31T12:00:00Z'));
    expect(workingSecondsBetween('2026-03-28T12:00:00Z', '2026-03-28T12:00:01.500Z', always)).toBe(1.5);
  });

  test('between two moments is the time within the hours, and negative backwards', () => {
    expect(hoursBetween('2026-03-06T16:00:00+01:00', '2026-03-09T11:00:00+01:00')).toBe(3);
    expect(hoursBetween('2026-03-09T11:00:00+01:00', '2026-03-06T16:00:00+01:00')).toBe(-3);
    expect(hoursBetween('2026-03-07T00:00:00+01:00', '2026-03-08T20:00:00+01:00')).toBe(0);
    expect(hoursBetween('2026-03-23T00:00:00+01:00', '2026-04-06T23:00:00+02:00')).toBe(9 * 8);
  });

  test('of a night shift is the time that really passes when the clocks change', () => {
    const night: Calendar = {
      timeZone: 'Europe/Berlin',
      workingHours: { days: [7], from: '00:00', to: '24:00', holidays: [] },
    };
    expect(hoursBetween('2026-03-28T00:00:00Z', '2026-03-31T00:00:00Z', night)).toBe(23);
    expect(hoursBetween('2026-10-24T00:00:00Z', '2026-10-27T00:00:00Z', night)).toBe(25);
  });

  test('of 90 days at one hour a week ends decades later', () => {
    const rare: Calendar = {
      timeZone: 'Europe/Berlin',
      workingHours: { days: [3], from: '10:00', to: '11:00', holidays: [] },
    };
    expect(addWorkingTime('2026-03-02T09:00:00Z', 2160, rare).getFullYear()).toBe(2067);
  });
});

const aCalendar = fc
  .record({
    timeZone: fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
    ),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    hours: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }))
      .filter(([a, b]) => a < b),
    holidays: fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 5 }),
  })
  .map(({ timeZone, days, hours: [from, to], holidays }): Calendar => {
    const two = (value: number) => `${value}`.padStart(2, '0');
    return {
      timeZone,
      workingHours: {
        days,
        from: `${two(from)}:00`,
        to: `${two(to)}:00`,
        holidays: holidays.map((day) => `2026-03-${two(day)}`),
      },
    };
  });
const aMoment = fc.date({
  min: new Date('2026-02-20T00:00:00Z'),
  max: new Date('2026-11-30T00:00:00Z'),
  noInvalidDate: true,
});
const someHours = fc.integer({ min: 1, max: 200 * 60 }).map((minutes) => minutes / 60);

test('added and subtracted again gives the same moment, in every calendar', () => {
  fc.assert(
    fc.property(aCalendar, aMoment, someHours, (calendar, from, hours) => {
      const later = addWorkingTime(from, hours, calendar);
      const earlier = addWorkingTime(from, -hours, calendar);
      expect(workingSecondsBetween(from, later, calendar)).toBeCloseTo(hours * 3600, 2);
      expect(workingSecondsBetween(from, earlier, calendar)).toBeCloseTo(-hours * 3600, 2);
      // It is the earliest such moment: a millisecond before, a millisecond less has been worked.
      const before = new Date(later.getTime() - 1);
      const worked = workingSecondsBetween(from, later, calendar);
      expect(workingSecondsBetween(from, before, calendar)).toBeCloseTo(worked - 0.001, 4);
    }),
    { numRuns: 200 },
  );
});

test('of adjacent spans adds up', () => {
  fc.assert(
    fc.property(aCalendar, aMoment, aMoment, aMoment, (calendar, a, b, c) => {
      const whole = workingSecondsBetween(a, c, calendar);
      const parts = workingSecondsBetween(a, b, calendar) + workingSecondsBetween(b, c, calendar);
      expect(parts).toBeCloseTo(whole, 3);
    }),
    { numRuns: 200 },
  );
});
