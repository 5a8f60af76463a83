import type { ChanceScore, LevelScore, LevelScores } from '@weir/contract';
import {
  brierScore,
  levelScore,
  type Promises,
  type SaidChance,
  type ScoredLevel,
  scoredLevels,
} from '@weir/domain';

export type Levels = Record<ScoredLevel, Promises>;

/** No forecast of any certainty. */
export function noLevels(): Levels {
  const none = { forecasts: 0, held: 0, surpassed: 0, covered: 0, days: 0 };
  return { p50: none, p70: none, p85: none, p95: none };
}

/** Promises as answers have them. */
export function toLevelScore(promises: Promises): LevelScore {
  return { ...levelScore(promises), surpassed: promises.surpassed };
}

export function toLevelScores(levels: Levels): LevelScores {
  return Object.fromEntries(scoredLevels.map((level) => [level, toLevelScore(levels[level])])) as LevelScores;
}

export function toChanceScore(said: readonly SaidChance[]): ChanceScore | null {
  const score = brierScore(said);
  return (
    score && {
      ...score,
      said: said.map(({ percent, forecasts, happened }) => ({ percent, forecasts, happened })),
    }
  );
}
