import type { Episode } from './episodes.js';
import type { Estimate, RunFigures, WhatIfFigure } from './run-figures.js';

/**
 * Whether the simulation of the board as it is agrees with what happened: `good` if each figure is in the interval of the runs or within
 * a tenth of it, `poor` if one is off by more than a third; then what it says about other rules is worth nothing.
 */
export type Fit = {
  verdict: 'good' | 'fair' | 'poor';
  figures: { figure: WhatIfFigure; actual: number; simulated: Estimate }[];
};

const close = 0.1;
const far = 0.35;
/** Cycle times are whole days, so one day apart is close. */
const aDay = 1;

const compared: readonly WhatIfFigure[] = [
  'cycleP50',
  'cycleP85',
  'throughput',
  'inFlight',
  'refused',
  'answerP85',
];

export function fitOf(actual: RunFigures, simulated: Record<WhatIfFigure, Estimate | null>): Fit {
  let verdict: Fit['verdict'] = 'good';
  const figures = compared.flatMap((figure) => {
    const [happened, runs] = [actual[figure], simulated[figure]];
    if (happened === null || runs === null) return [];
    const gap = Math.max(0, runs.low - happened, happened - runs.high);
    const scale = figure.startsWith('cycle') ? Math.max(happened, aDay / close) : Math.max(happened, 1);
    const off = gap / scale;
    if (off > far) verdict = 'poor';
    else if (off > close && verdict === 'good') verdict = 'fair';
    return [{ figure, actual: happened, simulated: runs }];
  });
  return { verdict, figures };
}

/** What really happened from one time to another. */
export function actualFigures(
  episodes: readonly Episode[],
  { from, to }: { from: number; to: number },
): { delivered: { committed: number; at: number }[]; inFlight: number } {
  let time = 0;
  const delivered: { committed: number; at: number }[] = [];
  for (const { committed, left, isDelivered, isWhole } of episodes) {
    time += Math.max(0, Math.min(left, to) - Math.max(committed, from));
    if (isDelivered && isWhole && left > from && left <= to) delivered.push({ committed, at: left });
  }
  return { delivered, inFlight: time / Math.max(1e-9, to - from) };
}
