import { expect, test } from '@jest/globals';
import { ratesOf, trendOf } from '../../src/measure/trend.js';
import type { Sample } from '../../src/soak/sample.js';
import type { SoakResult } from '../../src/soak/soak.js';
import { growthsOf, verdictsOf } from '../../src/soak/verdicts.js';

/** A minute of a run of two hours: ten of fifteen minutes with 200 writes, and a heap that varies by chance. */
function minuteOf(minute: number, more: (minute: number, writes: number) => Partial<Sample>): Sample {
  const writes = 200 * (Math.floor(minute / 15) * 10 + Math.min(minute % 15, 10));
  const chance = ((minute * 7919) % 13) / 13;
  return {
    ...{ minute, writes, calls: 2 * writes, overloaded: 0, isQuiet: minute % 15 >= 10 },
    ...{ heap: 140 + chance, buffers: 15 + chance, memory: 280, postgres: 200, cpu: minute },
    ...{ files: 100 + 5 * chance, sockets: 60, streams: 50, timers: 30 + chance, waiting: 0 },
    delay: { mean: 10, p99: 20, max: 30 },
    latency: { p50: 5, p95: 10, p99: 20, max: 30 },
    ...{ failedJobs: 0, storedFiles: 10, received: writes },
    tables: {
      events: { rows: writes, dead: 0, bytes: 1000 * writes },
      idempotency_keys: { rows: 200 * (minute % 60), dead: 500, bytes: 1e6 },
    },
    ...more(minute, writes),
  };
}

const run = (more: (minute: number, writes: number) => Partial<Sample> = () => ({})): SoakResult => ({
  samples: Array.from({ length: 121 }, (_, minute) => minuteOf(minute, more)),
  ...{ faults: [], sent: {}, refused: {}, unsent: 0, streams: { opened: 500, ended: 0 } },
});
const broken = (result: SoakResult) =>
  verdictsOf(result)
    .filter(({ ok }) => !ok)
    .map(({ rule }) => rule);

test('a soak passes if tables grow with writes only or are pruned every hour', () => {
  expect(broken(run())).toEqual([]);
  const [events] = growthsOf(run().samples).filter(({ table }) => table === 'events');
  expect(events?.perThousandWrites).toBeCloseTo(1000);
  expect(events?.perQuietHour).toBeCloseTo(0);
});

test('a soak finds a heap that grows by ten megabytes an hour', () => {
  expect(broken(run((minute) => ({ heap: 140 + minute / 6 })))).toEqual(['The heap does not grow']);
});

test('a soak finds a table that grows without writes', () => {
  const tables = (minute: number) => ({ ledger: { rows: 5 * minute, dead: 0, bytes: 1e6 } });
  const result = run((minute) => ({ tables: tables(minute) }));
  expect(broken(result)).toEqual(['No table grows with time alone']);
});

test('a soak finds a table that is pruned too little, and dead rows that are not cleaned up', () => {
  const keys = (minute: number) => ({ rows: 200 * minute, dead: 200 * minute, bytes: 1e6 });
  expect(broken(run((minute) => ({ tables: { idempotency_keys: keys(minute) } })))).toEqual([
    'Tables that are pruned level off',
    'Dead rows are cleaned up',
  ]);
});

test('a soak reports that the machine was too busy', () => {
  const result = { ...run((_, writes) => ({ overloaded: writes })), faults: ['a call'], unsent: 1 };
  expect(broken(result)).toEqual([
    'No call and no stream went wrong',
    'The machine was quiet enough for the load',
  ]);
});

test('the trend of points on a line is the slope, and two rates are found if both figures vary', () => {
  expect(trendOf([1, 2, 3, 4].map((x) => ({ x, y: 3 * x + 1 })))).toEqual({ rate: 3, plusMinus: 0 });
  const steps = [
    { a: 1, b: 1 },
    { a: 0, b: 1 },
    { a: 2, b: 1 },
  ];
  expect(ratesOf(steps.map(({ a, b }) => ({ a, b, y: 5 * a + 7 * b })))).toEqual({ a: 5, b: 7 });
});
