import fc from 'fast-check';
import {
  affordableFrom,
  creditsOf,
  forecastPrice,
  largestStep,
  nextPrice,
  type PricedDay,
  targetPressure,
} from '../../src/index.js';

const aPrice = fc.integer({ min: 1_000, max: 100_000 });
const aLevel = fc.double({ min: 0, max: 1, noNaN: true });
const cap = 100;

describe('the next price', () => {
  test('moves by an eighth at most, and never below one credit or above the highest price', () => {
    fc.assert(
      fc.property(aPrice, aLevel, (price, level) => {
        const next = nextPrice(price, level, cap);
        expect(Math.abs(next - price)).toBeLessThanOrEqual(price * largestStep + 0.5);
        expect(next).toBeGreaterThanOrEqual(1_000);
        expect(next).toBeLessThanOrEqual(cap * 1_000);
      }),
    );
  });

  test('is not lower under a higher pressure', () => {
    fc.assert(
      fc.property(aPrice, aLevel, aLevel, (price, one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        expect(nextPrice(price, low, cap)).toBeLessThanOrEqual(nextPrice(price, high, cap));
      }),
    );
  });

  test('is the same at the target', () => {
    fc.assert(fc.property(aPrice, (price) => expect(nextPrice(price, targetPressure, cap)).toBe(price)));
  });

  test.each([
    // An eighth up, half of that, an eighth down, half of that.
    [8_000, 1, 9_000],
    [8_000, 0.85, 8_500],
    [8_000, 0, 7_000],
    [8_000, 0.35, 7_500],
    [1_000, 0, 1_000],
    [99_000, 1, 100_000],
  ])('from %i at pressure %d is %i', (price, level, next) => {
    expect(nextPrice(price, level, cap)).toBe(next);
  });

  test('is charged in whole credits, within the highest price of today', () => {
    expect([1_000, 1_499, 1_500, 7_875, 20_000].map((price) => creditsOf(price, 10))).toEqual([
      1, 1, 2, 8, 10,
    ]);
  });
});

const calendar = {
  timeZone: 'UTC',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: ['2026-03-04'] },
};
const daysOf = (levels: readonly number[]): PricedDay[] =>
  levels.map((level, at) => ({ day: `2026-02-${String(at + 1).padStart(2, '0')}`, price: 8_000, level }));
const forecast = (levels: readonly number[], price = 8_000) =>
  forecastPrice({ days: daysOf(levels), price, maxPrice: 20, today: '2026-02-27', calendar, seed: 7 });

describe('the forecast of prices', () => {
  test('is unknown with fewer than ten changes of the pressure', () => {
    expect(forecast(Array(10).fill(0.5))).toEqual({ unknown: 'tooFewDays', sample: 9, needed: 10 });
    expect(forecast(Array(11).fill(0.5))).toMatchObject({ sample: 10, from: '2026-02-01' });
  });

  test('is for the next ten working days, and repeats a pressure that never changes', () => {
    const found = forecast(Array(12).fill(0));
    if ('unknown' in found) throw new Error('unknown');
    expect(found.days.map(({ day }) => day).slice(0, 4)).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-05',
      '2026-03-06',
    ]);
    expect(found.days).toHaveLength(10);
    // 8 → 7 → 6.125 → 5.36 → 4.69 …
    expect(found.days.map(({ p50 }) => p50)).toEqual([7, 6, 5, 5, 4, 4, 3, 3, 2, 2]);
    expect(found.days[0]).toEqual({ day: '2026-03-02', p15: 7, p50: 7, p85: 7, cheaper: 0.99 });
    expect(affordableFrom(found, 4)).toBe('2026-03-09');
    expect(affordableFrom(found, 1)).toBeNull();
  });

  test('has its percentiles in order, is never certain, and is the same for the same facts', () => {
    const levels = fc.array(aLevel, { minLength: 11, maxLength: 70 });
    fc.assert(
      fc.property(levels, fc.integer({ min: 1_000, max: 20_000 }), (some, price) => {
        const facts = { days: daysOf(some), price, maxPrice: 20, today: '2026-02-27', calendar, seed: 7 };
        const found = forecastPrice(facts);
        if ('unknown' in found) throw new Error('unknown');
        for (const { p15, p50, p85, cheaper } of found.days) {
          expect(p15).toBeLessThanOrEqual(p50);
          expect(p50).toBeLessThanOrEqual(p85);
          expect(cheaper).toBeGreaterThanOrEqual(0.01);
          expect(cheaper).toBeLessThanOrEqual(0.99);
        }
        expect(forecastPrice(facts)).toEqual(found);
      }),
      { numRuns: 10 },
    );
  });
});
