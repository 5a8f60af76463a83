import type { Calibration, LevelScore, LevelScores } from '@weir/contract';
import type { Shape } from '../chart/shapes';
import { percentileNames } from '../figures/percentiles';

/** The sorts of forecasts that are scored by certainty. */
export const sorts = ['doneBy', 'delivered', 'together', 'requests', 'cards', 'door'] as const;
export type Sort = (typeof sorts)[number];

/** By sort, the scores of the certainties that it has. */
export type SortScores = Partial<Record<Sort, Partial<LevelScores>>>;

export const shapeOf: Record<Sort, Shape> = {
  doneBy: 'circle',
  delivered: 'square',
  together: 'ring',
  requests: 'triangle',
  cards: 'diamond',
  door: 'cone',
};

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

/** Whether no forecast is scored, of any sort or of probabilities. */
export function hasNoScores(scores: Pick<Calibration, Sort | 'chances'>): boolean {
  return keptOf(scores).length === 0 && scores.chances === null;
}
