import { compareTrial, predictTrial, type WhatIfFigure, whatHappened, whatIf } from '../../../src/index.js';
import { aBoard, finish, rulesOf } from './generated-board.js';
import { aCase } from './generated-cases.js';

const boards = 120;
const days = 14;
/** Other boards than the ones that calibrated the intervals of what-if. */
const first = 5_000;

test('the result of a trial of two weeks is in its interval for at least three of four synthetic boards', () => {
  const held = new Map<WhatIfFigure, { known: number; inside: number }>();
  for (let at = first; at < first + boards; at += 1) {
    const { truth, other } = aCase(at);
    const history = aBoard(truth, at);
    const answer = finish(whatIf(history, rulesOf(other), at));
    if ('unknown' in answer || answer.fit.verdict === 'poor') continue;
    const prediction = finish(predictTrial(history, rulesOf(other), { days, seed: at }));
    if (!prediction) continue;
    const { figures } = whatHappened(
      aBoard(truth, at, 119, { limits: other.limits, days }),
      prediction.calendar,
    );
    for (const { figure, verdict } of compareTrial(prediction, figures, figures, true)) {
      if (verdict === 'unknown') continue;
      const sums = held.get(figure) ?? { known: 0, inside: 0 };
      held.set(figure, {
        known: sums.known + 1,
        inside: sums.inside + (verdict === 'inside' ? 1 : 0),
      });
    }
  }
  // 81% (cards in flight) to 98%; with fewer boards a share says little.
  for (const [figure, { known, inside }] of held)
    if (known >= 30) expect([figure, inside / known >= 0.75]).toEqual([figure, true]);
});
