import {
  brierScore,
  independentForecasts,
  levelScore,
  type Promises,
  recordFault,
  type SaidChance,
  sameAsLastMonth,
  wilsonInterval,
} from '../../../src/index.js';
import { randomOf } from '../synthetic-board.js';

test.each([
  // R. Newcombe, Two-sided Confidence Intervals for the Single Proportion (1998), table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('the interval of %d of %d is the published one', (held, all, low, high) => {
  const interval = wilsonInterval(held, all);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test('an interval ends where the score test turns, and forecasts that share their luck make it wider', () => {
  const isCompatible = (share: number, n: number, p: number) =>
    (share - p) ** 2 <= (1.959963984540054 ** 2 * p * (1 - p)) / n;
  const edge = (inside: number, outside: number, is: (p: number) => boolean) => {
    let [inner, outer] = [inside, outside];
    for (let step = 0; step < 60; step += 1) {
      const middle = (inner + outer) / 2;
      if (is(middle)) inner = middle;
      else outer = middle;
    }
    return inner;
  };
  for (const [held, all, n] of [
    [3, 4, 4],
    [41, 48, 48],
    [41, 48, 9.5],
    [48, 48, 12],
    [0, 7, 7],
  ] as const) {
    const share = held / all;
    const found = wilsonInterval(held, all, n);
    expect(found.low).toBeCloseTo(
      edge(share, 0, (p) => isCompatible(share, n, p)),
      9,
    );
    expect(found.high).toBeCloseTo(
      edge(share, 1, (p) => isCompatible(share, n, p)),
      9,
    );
  }
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  // Ten forecasts of ten days each that cover 73 days; in ten different weeks they are ten.
  expect(independentForecasts(20, { covered: 73, days: 200 })).toBeCloseTo(10, 9);
  expect(independentForecasts(10, { covered: 70, days: 70 })).toBe(10);
  expect(levelScore({ forecasts: 10, held: 9, surpassed: 0, covered: 36.5, days: 100 })).toMatchObject({
    share: 0.9,
    independent: 5,
    ...wilsonInterval(9, 10, 5),
  });
});

test('the Brier score and its parts are those computed by hand', () => {
  const said: SaidChance[] = [
    { percent: 80, forecasts: 5, happened: 4, baselineWrong: 1 },
    { percent: 30, forecasts: 5, happened: 2, baselineWrong: 3 },
  ];
  const score = brierScore(said)!;
  for (const [name, value] of Object.entries({
    // (4 × 0.2² + 1 × 0.8² + 2 × 0.7² + 3 × 0.3²) / 10
    score: 0.205,
    // (5 × (0.8 − 0.8)² + 5 × (0.3 − 0.4)²) / 10
    reliability: 0.005,
    // (5 × (0.8 − 0.6)² + 5 × (0.4 − 0.6)²) / 10
    resolution: 0.04,
    uncertainty: 0.24,
    baseline: 0.4,
    // 1 − 0.205 / 0.4
    skill: 0.4875,
  }))
    expect(score[name as keyof typeof score]).toBeCloseTo(value, 12);
  expect(brierScore([])).toBeNull();
  expect(brierScore([{ percent: 90, forecasts: 2, happened: 2, baselineWrong: 0 }])?.skill).toBeNull();
});

test('the parts add up to the mean squared error of each forecast alone', () => {
  const random = randomOf(3);
  for (let run = 0; run < 50; run += 1) {
    const all = Array.from({ length: 40 }, () => ({
      percent: 5 + 10 * Math.floor(random() * 10),
      happened: random() < 0.6 ? 1 : 0,
    }));
    const said = [...Map.groupBy(all, ({ percent }) => percent)].map(([percent, same]) => ({
      percent,
      forecasts: same.length,
      happened: same.filter(({ happened }) => happened === 1).length,
      baselineWrong: 0,
    }));
    const { score, reliability, resolution, uncertainty } = brierScore(said)!;
    const error =
      all.reduce((sum, { percent, happened }) => sum + (percent / 100 - happened) ** 2, 0) / all.length;
    expect(score).toBeCloseTo(error, 12);
    expect(reliability - resolution + uncertainty).toBeCloseTo(error, 12);
  }
});

test('the last month repeats itself in its order, and a shorter history does too', () => {
  const days = Uint32Array.from({ length: 40 }, (_, at) => (at < 10 ? 9 : at === 10 ? 5 : at === 39 ? 2 : 0));
  expect([1, 29, 30, 31, 61].map((span) => sameAsLastMonth({ days }, span))).toEqual([5, 5, 7, 12, 19]);
  expect(sameAsLastMonth({ days: Uint32Array.of(1, 2) }, 5)).toBe(7);
  expect(sameAsLastMonth({ days: new Uint32Array() }, 5)).toBe(0);
});

test('a record is faulted only if chance does not explain it', () => {
  const promises = (held: number, forecasts: number, surpassed = 0): Promises => ({
    forecasts,
    held,
    surpassed,
    covered: 10 * forecasts,
    days: 10 * forecasts,
  });
  const fine = promises(10, 20, 9);
  expect(recordFault({ p50: fine, p85: promises(41, 48) })).toBeNull();
  // The upper ends are 0.851 and 0.834.
  expect(recordFault({ p50: fine, p85: promises(36, 48) })).toBeNull();
  expect(recordFault({ p50: fine, p85: promises(35, 48) })).toBe('tooSure');
  expect(recordFault({ p50: promises(19, 20, 14), p85: promises(20, 20) })).toBeNull();
  expect(recordFault({ p50: promises(19, 20, 15), p85: promises(20, 20) })).toBe('tooCautious');
  expect(recordFault({ p50: promises(0, 0), p85: promises(0, 0) })).toBeNull();
  // Twenty of the same two weeks say little.
  expect(recordFault({ p50: fine, p85: { ...promises(0, 20), covered: 20 } })).toBeNull();
});
