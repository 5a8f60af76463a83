import type { LevelScore } from '@weir/contract';
import { faultOfScores, saysLittle } from '@weir/domain';

/** What the scores of one sort of forecasts say about them. */
export type Verdict = 'none' | 'tooFew' | 'tooSure' | 'tooCautious' | 'asSaid';

export function verdictOf(scores: { p50: LevelScore; p85: LevelScore }): Verdict {
  if (scores.p85.forecasts === 0) return 'none';
  return faultOfScores(scores) ?? (saysLittle(scores.p85) ? 'tooFew' : 'asSaid');
}
