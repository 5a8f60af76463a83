import { describe, expect, it } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';
import {
  capacityMeaning,
  choiceMeaning,
  gateMeaning,
  sheddingMeaning,
} from '@/features/settings/intake/policy-meaning';
import { policyFaults } from '@/features/settings/intake/policy-part';

const policy = {
  depth: 8,
  openPerRequester: 3,
  perRequesterPerHour: null,
  perRequesterPerDay: null,
  answerWithinHours: 72,
  remindBeforeHours: 24,
  highWatermark: 6,
  lowWatermark: 4,
  minOptions: 5,
};
const english = createWords('en');
const german = createWords('de');

describe('the meaning of the intake policy today', () => {
  const { t } = english;

  it('is how many more requests can come in, and how many of them one person can submit', () => {
    expect(capacityMeaning(t, 5, policy)).toBe(
      '5 requests wait, so there is room for 3 more. One person can take 3 of 8 places.',
    );
    expect(capacityMeaning(t, 0, { ...policy, openPerRequester: 8 })).toContain('can take every place');
    expect(capacityMeaning(german.t, 7, policy)).toBe(
      '7 Anfragen warten, es ist also Platz für eine weitere. Eine Person kann 3 von 8 Plätzen belegen.',
    );
  });

  it('is how many answers a queue above its depth needs before it takes requests again', () => {
    expect(capacityMeaning(t, 7, { ...policy, depth: 3 })).toBe(
      '7 requests wait. New requests are refused until 5 are answered.',
    );
    expect(capacityMeaning(t, 1, { ...policy, depth: 1 })).toBe(
      '1 request waits. New requests are refused until 1 is answered.',
    );
    expect(capacityMeaning(t, 1, { ...policy, depth: 0 })).toContain('closes the intake');
  });

  it('is when requests are shed, and how many are left', () => {
    expect(sheddingMeaning(t, 4, policy)).toMatch(
      /^When 7 requests wait, .* until 4 wait:.* 4 requests wait now: 2 more can come in first\.$/,
    );
    expect(sheddingMeaning(t, 6, policy)).toContain('the next request triggers it');
    expect(sheddingMeaning(german.t, 5, policy)).toContain('Vorher kann noch eine hereinkommen.');
    expect(sheddingMeaning(t, 4, { ...policy, highWatermark: null })).toMatch(
      /^Weir answers no requests because of overload/,
    );
  });

  it('is that nothing is shed if the depth is reached before the high watermark', () => {
    expect(sheddingMeaning(t, 4, { ...policy, highWatermark: 8 })).toMatch(
      /^The high watermark is never exceeded/,
    );
  });

  it('is what moves the gate', () => {
    expect(gateMeaning(t, { gateByItself: false })).toContain('only by hand');
    expect(gateMeaning(t, { gateByItself: true })).toContain('first for 2 requests at a time');
  });

  it('is whether enough requests wait to choose from', () => {
    expect(choiceMeaning(t, 1, 3)).toContain('1 request waits now: too few.');
    expect(choiceMeaning(t, 3, 3)).toContain('3 requests wait now: enough.');
    expect(choiceMeaning(german.t, 0, 3)).toContain('Jetzt wartet keine Anfrage: zu wenig.');
    expect(choiceMeaning(t, 0, 0)).toContain('never warns');
  });
});

describe('a fault of the intake policy', () => {
  it('is shown at the field of the part that was changed', () => {
    expect(policyFaults('capacity', policy, english)).toEqual([]);
    expect(policyFaults('capacity', { ...policy, depth: 5 }, english)).toEqual([
      { path: 'depth', message: 'Must be at least 6, the high watermark.' },
    ]);
    const bothTooHigh = policyFaults('capacity', { ...policy, depth: 4 }, english);
    expect(bothTooHigh.map(({ path }) => path)).toEqual(['depth', 'depth']);
    expect(policyFaults('answer', { ...policy, answerWithinHours: 24 }, english)).toEqual([
      {
        path: 'answerWithinHours',
        message: 'Must be more than 24 hours: the reminder comes that long before.',
      },
    ]);
  });

  it('stays at its own field if the part has that field', () => {
    const policyWithFault = { ...policy, perRequesterPerHour: 5, perRequesterPerDay: 4 };
    expect(policyFaults('capacity', policyWithFault, english)).toEqual([
      { path: 'perRequesterPerHour', message: 'Must be at most 4, the limit per day.' },
    ]);
    expect(policyFaults('shedding', { ...policy, lowWatermark: null }, german)).toEqual([
      { path: 'lowWatermark', message: 'Setze beide Schwellen oder keine.' },
    ]);
  });
});
