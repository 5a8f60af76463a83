import type { Episode } from './history/episodes.js';
import type { Estimate, RunFigures, WhatIfFigure } from './run-figures.js';

type Verdict = 'good' | 'fair' | 'poor';

/**
 * Whether the simulation of the board as it is agrees with what happened: `good` if each figure is in the interval of the runs or within
 * a tenth of it, `poor` if one is off by more than a third; then there is no result for other rules. `intake`: the same of
 * the intake, which the flow of cards does not depend on; null without one.
 */
export type Fit = {
  verdict: Verdict;
  intake: Verdict | null;
  figures: { figure: WhatIfFigure; actual: number; simulated: Estimate }[];
};

const close = 0.1;
const far = 0.35;
/** Cycle times are whole days, so one day apart is close. */
const aDay = 1;

const flow: readonly WhatIfFigure[] = ['cycleP50', 'cycleP85', 'throughput', 'inFlight'];
const intake: readonly WhatIfFigure[] = ['refused', 'answerP85'];

export function fitOf(actual: RunFigures, simulated: Record<WhatIfFigure, Estimate | null>): Fit {
  const [cards, requests] = [flow, intake].map((names) =>
    names.flatMap((figure) => {
      const [happened, runs] = [actual[figure], simulated[figure]];
      return happened === null || runs === null ? [] : [{ figure, actual: happened, simulated: runs }];
    }),
  ) as [Fit['figures'], Fit['figures']];
  return {
    verdict: verdictOf(cards),
    intake: requests.length === 0 ? null : verdictOf(requests),
    figures: [...cards, ...requests],
  };
}

function verdictOf(figures: Fit['figures']): Verdict {
  const off = figures.map(({ figure, actual, simulated }) => {
    const gap = Math.max(0, simulated.low - actual, actual - simulated.high);
    return gap / (figure.startsWith('cycle') ? Math.max(actual, aDay / close) : Math.max(actual, 1));
  });
  const most = Math.max(0, ...off);
  return most > far ? 'poor' : most > close ? 'fair' : 'good';
}

/** The actual figures from one time to another. Cards count even if a column that they went through was removed. */
export function actualFigures(
  episodes: readonly Episode[],
  { from, to }: { from: number; to: number },
): { delivered: { committed: number; at: number }[]; inFlight: number } {
  let time = 0;
  const delivered: { committed: number; at: number }[] = [];
  for (const { committed, left, isDelivered, isFromBeginning } of episodes) {
    time += Math.max(0, Math.min(left, to) - Math.max(committed, from));
    if (isDelivered && isFromBeginning && left > from && left <= to) delivered.push({ committed, at: left });
  }
  return { delivered, inFlight: time / Math.max(1e-9, to - from) };
}
