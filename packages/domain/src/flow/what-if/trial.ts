import { type Estimate, type WhatIfFigure, whatIfFigures } from './run-figures.js';
import type { Compared } from './what-if.js';

/** For how many days limits can be tried. */
export const trialDays = { least: 7, usual: 14, most: 56 } as const;

/**
 * `unknown`: nothing was predicted, there were too few cards or requests to measure it, or the board had other rules than the prediction
 * assumes.
 */
export type TrialVerdict = 'inside' | 'outside' | 'unknown';

/**
 * One figure of a trial: its prediction without and with the change, its value in the same number of days before, and its value in the
 * trial. `fitsUnchanged`: whether this value is also in the interval without the change. If so, it does not show an effect of the limits.
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
 * Compares the days of a trial with their prediction. Leaves out figures without a prediction and without a value. `isSame`: whether all
 * other rules were those of the prediction. If not, no figure is inside or outside.
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
