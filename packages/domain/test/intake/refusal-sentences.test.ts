import { inWords } from '../../src/index.js';

test('each limit that refuses is named', () => {
  const facts = { id: 'x', mode: 'block', cards: [] } as const;
  expect(
    inWords({
      code: 'wip-limit-reached',
      limits: [
        { ...facts, scope: 'column', of: 'Dev', load: 3, max: 3, cards: [1] },
        { ...facts, scope: 'person', of: 'Bao', load: 2, max: 2, cards: [1] },
      ],
      options: [],
    }),
  ).toBe('Dev is full: 3 of 3. Bao has 2 of 2 in flight.');
});

describe('a refusal at the door in words', () => {
  test('says how often one may ask', () => {
    const rate = { code: 'requester-rate-reached', submitted: 5, quota: 5, per: 'hour' } as const;
    expect(inWords(rate)).toBe('You submitted 5 requests here in the last hour; 5 an hour is the most.');
    expect(inWords({ ...rate, submitted: 1, quota: 1, per: 'day' })).toBe(
      'You submitted 1 request here in the last 24 hours; 1 a day is the most.',
    );
  });

  test('says that a probing gate takes no more for now', () => {
    expect(inWords({ code: 'intake-gate-probing', reason: null, until: null })).toBe(
      'The intake is opening again, a few requests at a time, and those wait.',
    );
  });
});
