import { type Estimate, type WhatIfFigure, whatIfFigures } from './run-figures.js';
import type { Compared } from './what-if.js';

/** How many days limits are tried. */
export const trialDays = { least: 7, usual: 14, most: 56 } as const;

/**
 * `unknown`: nothing was predicted, there were too few cards or requests to measure it, or the board had other rules than those that the
 * prediction is about.
 */
export type TrialVerdict = 'inside' | 'outside' | 'unknown';

/**
 * One figure of a trial: what was predicted without the change and with it, what happened in as many days before, and in the trial.
 * `fitsUnchanged`: whether what happened is also in the interval of the board as it was: then it does not show that the limits did it.
 */
export type ComparedFigure = {
  figure: WhatIfFigure;
  unchanged: Estimate | null;
  predicted: Estimate | null;
  previous: number | null;
  actual: number | null;
  verdict: TrialVerdict;
  fitsUnchanged: boolean;
};

type Figures = Record<WhatIfFigure, number | null>;

/**
 * Compares the days of a trial with what was predicted for them. Figures of which nothing is known on either side are left out. `isSame`:
 * whether all other rules were those of the prediction; if not, nothing is inside or outside.
 */
export function compareTrial(
  { before, after }: Pick<Compared, 'before' | 'after'>,
  actual: Figures,
  previous: Figures,
  isSame: boolean,
): ComparedFigure[] {
  return whatIfFigures.flatMap((figure) => {
    const [unchanged, predicted, happened] = [before[figure], after[figure], actual[figure]];
    if (predicted === null && happened === null) return [];
    return [
      {
        figure,
        unchanged,
        predicted,
        previous: previous[figure],
        actual: happened,
        verdict: isSame ? verdictOf(predicted, happened) : 'unknown',
        fitsUnchanged: isSame && verdictOf(unchanged, happened) === 'inside',
      },
    ];
  });
}

function verdictOf(predicted: Estimate | null, actual: number | null): TrialVerdict {
  if (predicted === null || actual === null) return 'unknown';
  return predicted.low <= actual && actual <= predicted.high ? 'inside' : 'outside';
}
