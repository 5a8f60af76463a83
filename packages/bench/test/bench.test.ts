import { beforeAll, describe, expect, test } from '@jest/globals';
import { bench } from '../src/bench.js';
import { latencyOf } from '../src/measure/percentiles.js';
import { readOptions } from '../src/options.js';
import type { Report } from '../src/report/report.js';
import { tableOf } from '../src/report/table.js';

/** Scenarios that restart the API or make many boards run in test:deep only. */
const isDeep = process.env.WEIR_DEEP === 'on';

const flowFigures = [
  ...['pressure', 'cfd', 'cycle-time', 'throughput', 'ageing', 'efficiency', 'arrivals', 'sle'],
  ...['cfd of a class', 'calibration', 'calibration/missed', 'digest'],
];
const figuresOf = {
  'figures of a board': [...flowFigures, 'what-if', 'rest', 'price'],
  'figures of 50 boards': [...flowFigures, 'map of waits', 'credits of everyone', 'ledger'],
};

const traced = ['no traces', 'one call in ten', 'every call'];
const slowerMeasurements = (of: (scenario: string, contenders: string[]) => string[]) => [
  ...Object.entries(figuresOf).flatMap(([scenario, figures]) => of(scenario, figures)),
  ...of('a neighbour without points', ['alone', 'beside 1300 reads']),
  ...of('a neighbour with points', ['alone', 'beside 1300 reads']),
  ...of('moves with traces', traced),
  ...of('reads of 200 cards with traces', traced),
];

/** The bench throws if an answer, an event or a limit is wrong. Its speed is not tested. */
describe('a short bench', () => {
  let report: Report;
  beforeAll(async () => {
    const short = ['--quick', '--seconds', '0.08', '--clients', '2', '--cards', '20', '--history', '3'];
    const only = 'moves,limits,refusals,creates,edits,intake,turns,viewers,reads';
    short.push('--only', isDeep ? `${only},figures,tracing,neighbours,overload` : only, '--callers', '4');
    report = await bench(readOptions(short));
  }, 300_000);

  test('measures floor and API in every scenario with the given number of clients', () => {
    const measured = report.measurements.map((each) => `${each.scenario}: ${each.contender} ${each.clients}`);
    const ofTwoClients = (scenario: string, contenders: string[]) =>
      contenders.map((contender) => `${scenario}: ${contender} 2`);
    expect(measured).toEqual([
      ...ofTwoClients('moves', ['bare floor', 'floor', 'API']),
      ...ofTwoClients('moves under limits', ['one limit', 'six limits']),
      ...ofTwoClients('moves under limits, in SQL', ['one limit', 'six limits']),
      ...ofTwoClients('refusals', ['floor', 'API']),
      ...ofTwoClients('creates', ['bare floor', 'floor', 'API']),
      ...ofTwoClients('edits of a card', ['floor', 'API']),
      ...ofTwoClients('submissions', ['floor', 'API', 'floor, refused', 'API, refused']),
      ...ofTwoClients('declines', ['floor', 'API']),
      ...ofTwoClients('reads of 50 requests', ['floor', 'API']),
      ...ofTwoClients('a move and a read of 20 cards', ['whole board', 'changes']),
      ...ofTwoClients('twenty moves a second', ['no viewer', '60 viewers']),
      ...ofTwoClients('reads of 20 cards', ['floor', 'identity', 'gzip', '304']),
      ...(isDeep ? slowerMeasurements(ofTwoClients) : []),
    ]);
  });

  test('has answers, ordered percentiles and a ratio for each measurement', () => {
    const first = new Map(report.measurements.toReversed().map((each) => [each.scenario, each.contender]));
    for (const { scenario, answers, perSecond, latency, ratio, contender } of report.measurements) {
      expect(answers).toBeGreaterThan(0);
      expect(perSecond).toBeGreaterThan(0);
      expect(latency.p50).toBeLessThanOrEqual(latency.p95);
      expect(latency.p95).toBeLessThanOrEqual(latency.p99);
      expect(ratio === null).toBe(contender === first.get(scenario));
    }
  });

  test('counts one round trip for a move, a create and a read', () => {
    const statements = (call: string) => ownStatements(report.roundTrips[call]);
    expect(statements('move')).toEqual({ 'move-card': 1 });
    expect(statements('move under six limits')).toEqual({ 'move-card': 1 });
    expect(statements('create')).toEqual({ 'create-card': 1 });
    expect(statements('read')).toEqual({ 'board-head': 1 });
    expect(statements('read that finds nothing new')).toEqual({ 'board-head': 1 });
  });

  test('counts fewer round trips for a refused submission than for an accepted one', () => {
    const { submission, 'submission refused': refused } = report.roundTrips;
    expect(submission?.statements).toMatchObject({ 'submit-request': 1, 'request-rows': 1 });
    expect(refused?.statements).toMatchObject({ 'submit-request': 1 });
    expect(refused?.roundTrips).toBeLessThan(submission?.roundTrips ?? 0);
  });

  test('measures what a viewer receives, and only where somebody watches', () => {
    const watched = report.measurements.filter(({ bytes }) => bytes !== null);
    expect(watched.map(({ contender }) => contender)).toEqual(['60 viewers']);
    expect(watched[0]!.bytes).toBeGreaterThan(100);
  });

  test('counts two round trips for a decline, and one for an edit of a card', () => {
    const total = (call: string) =>
      Object.values(ownStatements(report.roundTrips[call])).reduce((sum, times) => sum + times, 0);
    expect(total('decline')).toBe(2);
    expect(total('edit')).toBe(1);
  });

  test('prints as a table', () => {
    expect(tableOf(report)).toMatch(/^moves\n +clients +a second +of first/m);
    expect(/^overload\n.*\n +critical-plus, good callers /m.test(tableOf(report))).toBe(isDeep);
  });

  test('counts each call of an overload once, and judges each demand', () => {
    const { overload } = report;
    expect(overload?.verdicts.length).toBe(isDeep ? 8 : undefined);
    for (const row of overload?.load.rows ?? []) {
      const { answered, refused, timeout, noConnection, broken, wrong } = row;
      expect(answered + refused + timeout + noConnection + broken + wrong).toBe(row.offered);
      expect(wrong).toBe(0);
    }
  });
});

/** Those of each call. Work that follows several calls at once, such as the board’s pressure and the webhooks, runs for few of them. */
function ownStatements(call: { statements: Record<string, number> } | undefined): Record<string, number> {
  return Object.fromEntries(Object.entries(call?.statements ?? {}).filter(([, times]) => times > 0.5));
}

test('computes percentiles by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect(latencyOf(hundred)).toEqual({ p50: 50, p95: 95, p99: 99, max: 100 });
});

test('refuses an unknown option by name', () => {
  expect(() => readOptions(['--seconds', 'long'])).toThrow('--seconds needs a number above 0, not long');
  expect(() => readOptions(['--speed', '3'])).toThrow('--speed');
});
