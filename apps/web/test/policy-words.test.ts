import { describe, expect, it } from '@jest/globals';
import { defaultIntakePolicy } from '@weir/domain';
import { answerTimeInWords, daysInWords, hoursInWords } from '@/features/requests/working-hours';
import {
  capacityInWords,
  gateInWords,
  optionsInWords,
  sheddingInWords,
} from '@/features/settings/intake/policy-words';

const policy = {
  ...defaultIntakePolicy,
  perRequesterPerHour: null,
  perRequesterPerDay: null,
  escalateTo: [],
  highWatermark: null,
  lowWatermark: null,
  minOptions: 0,
  replenishOn: [],
  workingHours: null,
  gateByItself: false,
};

describe('what a setting of the intake means today', () => {
  it('says how many more may come in, and how much of it one person could take', () => {
    expect(capacityInWords(5, policy)).toBe(
      '5 of 8 wait, so 3 more may come in. One person could take 3 of the 8 places.',
    );
    expect(capacityInWords(0, { ...policy, openPerRequester: 8 })).toContain('could take every place');
    expect(capacityInWords(9, policy)).toContain('nothing comes in until two are answered');
  });

  it('says from when on requests are shed, and down to how many', () => {
    const marks = { ...policy, highWatermark: 6, lowWatermark: 4 };
    expect(sheddingInWords(4, marks)).toMatch(
      /^As soon as 7 wait, .* until 4 wait\..*: 2 more may come in before\.$/,
    );
    expect(sheddingInWords(6, marks)).toContain('the next that comes in sets it off');
    expect(sheddingInWords(4, policy)).toMatch(/^Nothing is shed/);
  });

  it('says that a mark which the depth never lets be passed sheds nothing', () => {
    expect(sheddingInWords(4, { ...policy, highWatermark: 8, lowWatermark: 4 })).toMatch(
      /^Nothing is ever shed/,
    );
  });

  it('says what the gate does by itself, and whether there is enough to choose from', () => {
    expect(gateInWords({ gateByItself: false })).toContain('only by hand');
    expect(gateInWords({ gateByItself: true })).toContain('first 2 requests at a time');
    expect(optionsInWords(1, 3)).toContain('Now 1 waits: that is too few.');
    expect(optionsInWords(3, 3)).toContain('that is enough');
  });
});

describe('working hours in words', () => {
  it('calls days in a row by the first and the last', () => {
    expect(daysInWords([5, 1, 2, 3, 4])).toBe('Monday to Friday');
    expect(daysInWords([2, 4])).toBe('Tuesday and Thursday');
    expect(daysInWords([1, 2])).toBe('Monday and Tuesday');
    expect(daysInWords([1, 2, 3, 4, 5, 6, 7])).toBe('every day');
  });

  it('tells hours of work as such, and plain ones in days', () => {
    const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: ['2026-12-25'] };
    expect(hoursInWords(hours)).toBe('Monday to Friday, 09:00 to 17:00, but for one holiday');
    expect(answerTimeInWords(48, hours)).toBe('48 working hours');
    expect(answerTimeInWords(48, null)).toBe('2 days');
  });
});
