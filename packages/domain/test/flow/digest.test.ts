import { expect, test } from '@jest/globals';
import { type DigestFacts, suggestionOf } from '../../src/index.js';

const quiet: DigestFacts = {
  overrides: [],
  blocked: [],
  requests: { submitted: 9, expired: 1 },
  lately: { started: 12, left: 10 },
  levels: [],
  forecasts: { scored: 4, missed: 4 },
  aged: [],
  agedTotal: 0,
};
const day = 86_400;
const blocked = { reason: 'Waiting for Legal', seconds: 2 * day, cards: ['PLAT-1', 'PLAT-2'] };
const level = {
  classOfService: 'standard' as const,
  expectation: { percent: 85, days: 8 },
  sample: 40,
  kept: 24,
};

test.each<[string, Partial<DigestFacts>, object | null]>([
  ['nothing, if no rule applies', {}, null],
  [
    'the limit that was overridden most often in four weeks',
    {
      overrides: [
        { scope: 'column', of: 'Doing', lately: 3 },
        { scope: 'column', of: 'Review', lately: 4 },
      ],
      blocked: [blocked],
    },
    { code: 'overrides', of: 'Review', times: 4 },
  ],
  ['no limit that was overridden twice', { overrides: [{ scope: 'board', of: null, lately: 2 }] }, null],
  ['a reason that blocked two cards for two days', { blocked: [blocked] }, { code: 'blocked', cards: 2 }],
  ['no reason that blocked one card', { blocked: [{ ...blocked, cards: ['PLAT-1'] }] }, null],
  ['requests that expired', { requests: { submitted: 9, expired: 2 } }, { code: 'expired', expired: 2 }],
  [
    'what is started beyond what leaves',
    { lately: { started: 13, left: 10 } },
    { code: 'started', left: 10 },
  ],
  [
    'an expectation that is broken beyond chance',
    { levels: [level] },
    { code: 'level', kept: 24, sample: 40 },
  ],
  ['no expectation that chance explains', { levels: [{ ...level, kept: 31 }] }, null],
  ['no expectation of few cards', { levels: [{ ...level, sample: 9, kept: 0 }] }, null],
  [
    'a shorter window, if more than 30% of the promises missed',
    { forecasts: { scored: 5, missed: 2 } },
    { code: 'forecasts' },
  ],
  ['no shorter window, if 30% of the promises missed', { forecasts: { scored: 10, missed: 3 } }, null],
])('the digest suggests %s', (_, facts, suggestion) => {
  const found = suggestionOf({ ...quiet, ...facts });
  if (suggestion === null) expect(found).toBeNull();
  else expect(found).toMatchObject(suggestion);
});

test('the digest suggests the oldest card that still exists, and counts all cards that aged, not only the listed ones', () => {
  const aged = Array.from({ length: 10 }, (_, at) => ({
    number: at + 1,
    title: at === 0 ? null : `Card ${at + 1}`,
    ageDays: 30 - at,
  }));
  expect(suggestionOf({ ...quiet, aged, agedTotal: 23 })).toEqual({
    code: 'aged',
    count: 23,
    number: 2,
    title: 'Card 2',
    ageDays: 29,
  });
});
