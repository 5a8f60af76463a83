import fc from 'fast-check';
import {
  addDays,
  type Forecast,
  forecastDeliveredWithin,
  forecastDeliveries,
  forecastDelivery,
} from '../../src/index.js';

const from = '2026-01-01';
const today = '2026-05-01';
const seed = 7;
/** Delivers `delivered` cards on every `days`-th of the last 120 days. */
const every = (days: number, delivered = 1) =>
  Array.from({ length: Math.ceil(120 / days) }, (_, at) => ({ day: addDays(from, at * days), delivered }));
const known = (forecast: Forecast) => {
  if ('unknown' in forecast) throw new Error(forecast.unknown.code);
  return forecast;
};

describe('a forecast', () => {
  test('for a steady team is certain and starts tomorrow', () => {
    const history = every(1);
    expect(forecastDelivery({ history, from, today, seed, ahead: 1 })).toEqual({
      p50: '2026-05-02',
      p85: '2026-05-02',
      sample: 120,
      from,
    });
    expect(known(forecastDelivery({ history, from, today, seed, ahead: 10 })).p85).toBe('2026-05-11');
  });

  test('counts the days without a delivery', () => {
    const { p50, p85, sample } = known(forecastDelivery({ history: every(4), from, today, seed, ahead: 30 }));
    expect(sample).toBe(30);
    expect(p50 > '2026-08-20' && p50 < '2026-09-05').toBe(true);
    expect(p85 > p50).toBe(true);
  });

  test('has the right odds: with a delivery on half of the days, one card takes one day or two, at p85 three', () => {
    const forecast = forecastDelivery({ history: every(2), from, today, seed, ahead: 1 });
    expect(forecast).toMatchObject({ p50: expect.stringMatching(/2026-05-0[23]/), p85: '2026-05-04' });
  });

  test('is unknown with fewer than ten delivered cards, and gives their number', () => {
    const nine = every(1).slice(0, 9);
    const unknown = { unknown: { code: 'tooFew', delivered: 9, from, needed: 10 } };
    expect(forecastDelivery({ history: nine, from, today, seed, ahead: 1 })).toEqual(unknown);
    expect(forecastDeliveredWithin({ history: nine, from, today, seed, days: 7 })).toEqual(unknown);
    expect(forecastDelivery({ history: every(1).slice(0, 10), from, today, seed, ahead: 1 })).toHaveProperty(
      'p50',
    );
  });

  test('is unknown if all cards were delivered on fewer than five days, and gives their number', () => {
    const four = every(1, 5).slice(0, 4);
    const unknown = { unknown: { code: 'tooFewDays', days: 4, from, needed: 5 } };
    expect(forecastDelivery({ history: four, from, today, seed, ahead: 1 })).toEqual(unknown);
    expect(forecastDeliveredWithin({ history: four, from, today, seed, days: 7 })).toEqual(unknown);
    const five = every(1, 2).slice(0, 5);
    expect(forecastDelivery({ history: five, from, today, seed, ahead: 1 })).toHaveProperty('p50');
  });

  test('counts only whole days since the start of the history', () => {
    const history = [
      { day: '2025-12-31', delivered: 50 },
      { day: '2026-01-01', delivered: 4 },
      { day: '2026-04-30', delivered: 5 },
      { day: today, delivered: 50 },
    ];
    expect(forecastDelivery({ history, from, today, seed, ahead: 1 })).toEqual({
      unknown: { code: 'tooFew', delivered: 9, from, needed: 10 },
    });
    expect(forecastDelivery({ history, from: today, today, seed, ahead: 1 })).toHaveProperty('unknown');
  });

  test('is unknown if it is more than two years ahead', () => {
    expect(forecastDelivery({ history: every(12), from, today, seed, ahead: 600 })).toEqual({
      unknown: { code: 'tooFar' },
    });
  });
});

const aHistory = fc
  .array(fc.record({ at: fc.integer({ min: 0, max: 119 }), delivered: fc.integer({ min: 1, max: 6 }) }), {
    minLength: 10,
  })
  .filter((days) => new Set(days.map(({ at }) => at)).size >= 5)
  .map((days) => days.map(({ at, delivered }) => ({ day: addDays(from, at), delivered })));
const aSeed = fc.integer();

test('is the same for the same history and seed, for one card and for a whole queue', () => {
  fc.assert(
    fc.property(aHistory, aSeed, fc.integer({ min: 1, max: 80 }), (history, seed, ahead) => {
      const throughput = { history, from, today, seed };
      const alone = forecastDelivery({ ...throughput, ahead });
      expect(forecastDelivery({ ...throughput, ahead })).toEqual(alone);
      expect(forecastDeliveries(throughput, [ahead + 40, ahead, 1])[1]).toEqual(alone);
    }),
    { numRuns: 50 },
  );
});

test('has p85 not before p50, both in the future, and keeps the queue order', () => {
  fc.assert(
    fc.property(aHistory, aSeed, fc.integer({ min: 1, max: 80 }), (history, seed, ahead) => {
      const both = forecastDeliveries({ history, from, today, seed }, [ahead, ahead + 1]);
      fc.pre(both.every((forecast) => 'p50' in forecast));
      const [one, next] = both.map(known);
      expect(one!.p50 > today && one!.p85 >= one!.p50).toBe(true);
      expect(next!.p50 >= one!.p50 && next!.p85 >= one!.p85).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('agrees with the number of cards delivered in a period', () => {
  fc.assert(
    fc.property(aHistory, aSeed, fc.integer({ min: 1, max: 60 }), (history, seed, days) => {
      const throughput = { history, from, today, seed };
      const within = forecastDeliveredWithin({ ...throughput, days });
      if ('unknown' in within) throw new Error(within.unknown.code);
      expect(within.p15).toBeLessThanOrEqual(within.p50);
      const last = addDays(today, days);
      if (within.p15 > 0) {
        expect(known(forecastDelivery({ ...throughput, ahead: within.p15 })).p85 <= last).toBe(true);
      }
      const more = forecastDelivery({ ...throughput, ahead: within.p15 + 1 });
      expect('unknown' in more || more.p85 > last).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('delivers nothing in zero days', () => {
  expect(forecastDeliveredWithin({ history: every(1), from, today, seed, days: 0 })).toEqual({
    p15: 0,
    p50: 0,
    sample: 120,
  });
});
