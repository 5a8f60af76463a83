import { type WhatIf, type WhatIfFigure, whatIf } from '../../../src/index.js';
import { aBoard, finish, percentileOf, rulesOf } from './generated-board.js';
import { aCase } from './generated-cases.js';

const boards = 120;

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
