import { type WhatIf, type WhatIfFigure, whatIf } from '../../../src/index.js';
import { randomOf } from '../synthetic-board.js';
import { aBoard, finish, percentileOf, rulesOf, type Truth } from './generated-board.js';

const boards = 120;

/** Boards of one to three columns, shared or own people, loaded or not, with limits that are raised or lowered. */
function aCase(at: number): { truth: Truth; other: Truth } {
  const random = randomOf(at * 31 + 7);
  const among = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const columns = 1 + (at % 3);
  const work = Array.from({ length: columns }, () => 0.5 + random() * 2);
  const people = among([1, 2, 3, 4]);
  const all = work.reduce((sum, each) => sum + each, 0);
  const load = among([0.6, 0.8, 1.5]);
  const byColumn = work.map(() => among([1, 2]));
  const isShared = at % 4 !== 3;
  const capacity = isShared
    ? people / all
    : Math.min(...work.map((each, column) => (byColumn[column] as number) / each));
  const limits = work.map(() => among([2, 3, 5]));
  const truth: Truth = {
    arrivals: Math.max(0.4, capacity * load),
    work,
    limits,
    split: at % 2 === 0,
    people: isShared ? people : { byColumn },
    even: at % 5 === 4,
  };
  const isRaised = random() < 0.5;
  return {
    truth,
    other: { ...truth, limits: limits.map((max) => (isRaised ? max + 2 : Math.max(1, max - 1))) },
  };
}

test('what happens under other limits is in the interval for four of five synthetic boards or more', () => {
  const held = new Map<WhatIfFigure, number[]>();
  const verdicts = { good: 0, fair: 0, poor: 0 };
  for (let at = 0; at < boards; at += 1) {
    const { truth, other } = aCase(at);
    const board = aBoard(truth, at);
    const result = finish(whatIf(board, rulesOf(other), at));
    if ('unknown' in result) continue;
    verdicts[result.fit.verdict] += 1;
    if (result.fit.verdict === 'poor') continue;
    const happened = aBoard(other, at + 10_000);
    add(held, result, 'cycleP50', percentileOf(happened.cycles, 0.5));
    add(held, result, 'cycleP85', percentileOf(happened.cycles, 0.85));
    add(held, result, 'throughput', happened.delivered / 17);
    add(held, result, 'inFlight', happened.inFlight);
  }
  expect(verdicts.poor).toBeLessThanOrEqual(boards * 0.05);
  for (const [figure, all] of held) {
    const share = all.reduce((sum, each) => sum + each, 0) / all.length;
    // 86 to 89%; the standard error of a share of 100 boards is 3 points.
    expect([figure, share >= 0.8]).toEqual([figure, true]);
  }
});

function add(
  held: Map<WhatIfFigure, number[]>,
  { after }: WhatIf,
  figure: WhatIfFigure,
  happened: number,
): void {
  const { low, high } = after[figure] ?? { low: Infinity, high: 0 };
  const rounding = figure === 'inFlight' ? 0.1 : 0.01;
  const isIn = happened >= low - rounding && happened <= high + rounding;
  held.set(figure, [...(held.get(figure) ?? []), isIn ? 1 : 0]);
}
