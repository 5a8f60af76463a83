import { type BoardModel, simulate } from '../../../src/flow/what-if/simulate.js';
import type { CardNeeds } from '../../../src/flow/what-if/work-sample.js';
import type { BoardRules } from '../../../src/index.js';
import { randomOf } from '../synthetic-board.js';

const days = 8_000;
const rules: BoardRules = {
  limits: [],
  queueMax: null,
  depth: 8,
  highWatermark: null,
  staffing: 1,
  mix: null,
};
const limit = (column: number, max: number) => ({
  id: `${column}`,
  columns: [column],
  max,
  of: null,
  exemptsExpedite: true,
});

/** Cards that arrive at random and need a random, exponential time in each column. */
function aModel({
  arrivals,
  work,
  capacity,
}: {
  arrivals: number;
  work: readonly number[];
  capacity: BoardModel['capacity'];
}): BoardModel {
  const random = randomOf(42);
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const needs = Array.from(
    { length: 8_000 },
    (): CardNeeds => ({
      classOfService: 'standard',
      visits: work.map(() => true),
      work: Float64Array.from(work, exponential),
      pause: new Float64Array(work.length),
      isDelivered: true,
    }),
  );
  const arriving: {
    offset: number;
    kind: 'card';
    isStraight: boolean;
    classOfService: 'standard';
    at: number;
  }[] = [];
  for (let at = exponential(1 / arrivals); at < days; at += exponential(1 / arrivals)) {
    arriving.push({ offset: 0, kind: 'card', isStraight: true, classOfService: 'standard', at });
  }
  return {
    columns: work.length,
    needs,
    capacity,
    pulling: { rates: [1_000] },
    intake: null,
    straightShare: 0,
    mix: new Map(),
    arrivals: arriving,
    backlog: 0,
    seed: 1,
    run: 1,
  };
}

function run(model: BoardModel, others: Partial<BoardRules> = {}) {
  const { delivered, inFlight } = simulate(model, [{ at: 0, rules: { ...rules, ...others } }], {
    from: 500,
    to: days,
  });
  const time = delivered.reduce((sum, { committed, at }) => sum + at - committed, 0) / delivered.length;
  return { inFlight, throughput: delivered.length / (days - 500), time };
}

test('an M/M/1 board has ρ / (1 − ρ) cards in flight, and the mean cycle time that follows', () => {
  const { inFlight, throughput, time } = run(
    aModel({ arrivals: 0.6, work: [1], capacity: { isShared: true, of: [1] } }),
  );
  expect(throughput).toBeCloseTo(0.6, 1);
  expect(Math.abs(inFlight / (0.6 / 0.4) - 1)).toBeLessThan(0.1);
  expect(Math.abs(time / (1 / 0.4) - 1)).toBeLessThan(0.1);
  // Little’s law.
  expect(Math.abs(inFlight / (throughput * time) - 1)).toBeLessThan(0.02);
});

test('an M/M/3 board waits as long as Erlang’s formula says', () => {
  const [arrivals, people] = [2.4, 3];
  const offered = arrivals;
  const terms = [1, offered, offered ** 2 / 2];
  const last = (offered ** people / 6) * (people / (people - offered));
  const waits = last / (terms.reduce((sum, term) => sum + term, 0) + last);
  const { time } = run(aModel({ arrivals, work: [1], capacity: { isShared: true, of: [people] } }));
  expect(Math.abs(time / (1 + waits / (people - arrivals)) - 1)).toBeLessThan(0.1);
});

test('two columns with a limit of one block each other: a third of their pace is lost', () => {
  // Two exponential machines without a buffer between them deliver 2/3 of what one does.
  const model = aModel({ arrivals: 1, work: [1, 1], capacity: { isShared: false, of: [1, 1] } });
  const { throughput, inFlight } = run(model, { limits: [limit(0, 1), limit(1, 1)] });
  expect(Math.abs(throughput / (2 / 3) - 1)).toBeLessThan(0.05);
  expect(inFlight).toBeLessThanOrEqual(2);
});

test('half the people deliver half of what a full board can', () => {
  const model = aModel({ arrivals: 2.2, work: [1], capacity: { isShared: true, of: [2] } });
  const limits = [limit(0, 6)];
  expect(run(model, { limits }).throughput).toBeCloseTo(2, 1);
  expect(run(model, { limits, staffing: 0.5 }).throughput).toBeCloseTo(1, 1);
});
