import { expect, test } from '@jest/globals';
import type { OverloadFigures } from '../../src/overload/overload-report.js';
import { invalidities, verdictsOn } from '../../src/overload/verdicts.js';

const latency = (p99: number) => ({ p50: p99, p95: p99, p99, max: p99 });

/** A run that just meets every demand. */
function figures(): OverloadFigures {
  const counts = { offered: 10_000, answered: 9990, answeredInTime: 9990, refused: 10 };
  const failures = { timeout: 0, noConnection: 0, broken: 0, wrong: 0 };
  return {
    ...{ settings: {}, seconds: 300, callers: 1, normal: 1, offered: 100 },
    unloaded: [{ class: 'criticalPlus', latency: latency(10), cpu: null }],
    peak: { clients: 16, perSecond: 100, perSecondAfter: 100, cpu: { api: 1, postgres: 1 } },
    load: {
      rows: [
        {
          ...{ class: 'criticalPlus', caller: 'good', ...counts, ...failures },
          ...{ latency: latency(30), latencyOfRefusals: latency(50) },
        },
      ],
      ...{ latency: latency(30), latencyOfRefusals: latency(50), firstWrong: null },
      ...{ lag: latency(25), cpu: 0.1, recovery: 10, answersTooMany: 0 },
      health: { probes: 3000, failed: 0, latency: latency(100) },
    },
    goodput: { perSecond: 90, ofPeak: 0.9, ofPeakByCpu: null },
    cores: null,
    // 200 s at 3 MB a minute are 10 MB.
    memory: { start: 100, end: 110, mean: 100, slope: 3 },
    refusal: { share: 0.9, cpu: { api: 0.2, postgres: 0 } },
  };
}
const unmet = (change: (of: OverloadFigures) => void) => {
  const of = figures();
  change(of);
  return verdictsOn(of).flatMap(({ demand, met }) => (met ? [] : [demand]));
};

test('a run that just meets each demand of an overload passes', () => {
  expect(unmet(() => {})).toEqual([]);
  expect(invalidities(figures())).toEqual([]);
});

test('a run that misses one demand of an overload fails that demand only', () => {
  const missed = [
    unmet(({ goodput }) => {
      goodput.ofPeak = 0.89;
    }),
    unmet(({ load }) => {
      load.rows[0]!.answered = 9989;
    }),
    unmet(({ load }) => {
      load.rows[0]!.latency = latency(31);
    }),
    unmet(({ load }) => {
      load.latencyOfRefusals = latency(51);
    }),
    unmet(({ memory }) => {
      memory!.slope = 3.1;
    }),
    unmet(({ load }) => {
      load.recovery = null;
    }),
    unmet(({ load }) => {
      load.health.failed = 1;
    }),
    unmet(({ refusal }) => {
      refusal!.cpu.api = 0.21;
    }),
  ];
  expect(missed).toEqual(verdictsOn(figures()).map(({ demand }) => [demand]));
});

test('a run is invalid if its generator was late, ran out of requests or got wrong answers', () => {
  const of = figures();
  of.load.lag = latency(26);
  of.load.answersTooMany = 2;
  of.load.rows[0]!.wrong = 1;
  of.load.firstWrong = 'GET / was answered 500: why';
  expect(invalidities(of)).toEqual([
    'the generator sent calls 26 ms late (p99; at most 25)',
    '2 calls answered a request a second time',
    '1 calls had a wrong answer: GET / was answered 500: why',
  ]);
});
