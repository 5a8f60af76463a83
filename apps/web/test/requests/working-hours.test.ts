import { describe, expect, it } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';
import { workingHoursWords } from '@/features/requests/use-working-hours';

const english = workingHoursWords(createWords('en'));
const german = workingHoursWords(createWords('de'));
const workingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: ['2026-12-25'] };

describe('working hours', () => {
  it('name consecutive days by the first and the last', () => {
    expect(english.days([5, 1, 2, 3, 4])).toBe('Monday to Friday');
    expect(english.days([2, 4])).toBe('Tuesday and Thursday');
    expect(english.days([1, 2])).toBe('Monday and Tuesday');
    expect(english.days([1, 2, 3, 4, 5, 6, 7])).toBe('every day');
    expect(german.days([5, 1, 2, 3, 4])).toBe('Montag bis Freitag');
  });

  it('give an answer time in working hours, and plain hours in days', () => {
    expect(english.hours(workingHours)).toBe('Monday to Friday, 09:00 to 17:00, except one holiday');
    expect(english.span(48, workingHours)).toBe('48 working hours');
    expect(english.span(48, null)).toBe('2 days');
    expect(german.span(48, null)).toBe('2 Tage');
  });
});
