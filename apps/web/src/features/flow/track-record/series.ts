import type { Calibration, LevelScore, LevelScores } from '@weir/contract';
import type { Shape } from '../chart/shapes';
import { percentileNames } from '../figures/percentiles';

/** The sorts of forecasts that are scored by certainty. */
export const sorts = ['doneBy', 'delivered', 'requests'] as const;
export type Sort = (typeof sorts)[number];

/** By sort, the scores of the certainties that it has. */
export type SortScores = Partial<Record<Sort, Partial<LevelScores>>>;

export const shapeOf: Record<Sort, Shape> = { doneBy: 'circle', delivered: 'square', requests: 'triangle' };

/** How often one sort of forecasts was right that was said with one certainty. */
export type Kept = { sort: Sort; level: keyof LevelScores } & LevelScore;

/** All that have at least one forecast, by sort and then by certainty. */
export function keptOf(scores: SortScores): Kept[] {
  return sorts.flatMap((sort) =>
    percentileNames.flatMap((level) => {
      const score = scores[sort]?.[level];
      return score && score.forecasts > 0 ? [{ sort, level, ...score }] : [];
    }),
  );
}

/** Whether no forecast is scored: of numbers of cards, of requests, or of probabilities. */
export function hasNoScores({
  doneBy,
  delivered,
  requests,
  chances,
}: Pick<Calibration, Sort | 'chances'>): boolean {
  return keptOf({ doneBy, delivered, requests }).length === 0 && chances === null;
}
