/** Chances that said the same: in percent, how many there were, how many came true, and how many the baseline had wrong. */
export type SaidChance = { percent: number; forecasts: number; happened: number; baselineWrong: number };

/**
 * The Brier score of chances, from 0 (always right) to 1, and its parts: `score` = `reliability` − `resolution` + `uncertainty`.
 * `reliability` is how far what was said is from how often it came true (0 is best); `resolution` how much better than always saying
 * the mean the forecasts tell cases apart (more is better); `uncertainty` how uncertain the outcomes themselves were. `skill` compares
 * the score with that of the baseline: 1 is perfect, 0 no better, less is worse; null where the baseline was always right.
 */
export type BrierScore = {
  forecasts: number;
  score: number;
  reliability: number;
  resolution: number;
  uncertainty: number;
  baseline: number;
  skill: number | null;
};

/**
 * Sources: G. Brier, Verification of Forecasts Expressed in Terms of Probability (1950); A. Murphy, A New Vector Partition of the
 * Probability Score (1973), which is exact, because a group has all forecasts that said the same. Null without forecasts.
 */
export function brierScore(said: readonly SaidChance[]): BrierScore | null {
  const forecasts = sumOf(said, (each) => each.forecasts);
  if (forecasts === 0) return null;
  const mean = sumOf(said, (each) => each.happened) / forecasts;
  let [score, reliability, resolution] = [0, 0, 0];
  for (const { percent, forecasts: count, happened } of said) {
    if (count === 0) continue;
    const [chance, share] = [percent / 100, happened / count];
    score += happened * (1 - chance) ** 2 + (count - happened) * chance ** 2;
    reliability += count * (chance - share) ** 2;
    resolution += count * (share - mean) ** 2;
  }
  const baseline = sumOf(said, (each) => each.baselineWrong) / forecasts;
  const result = {
    score: score / forecasts,
    reliability: reliability / forecasts,
    resolution: resolution / forecasts,
  };
  const skill = baseline === 0 ? null : 1 - result.score / baseline;
  return { forecasts, ...result, uncertainty: mean * (1 - mean), baseline, skill };
}

function sumOf(said: readonly SaidChance[], value: (each: SaidChance) => number): number {
  return said.reduce((sum, each) => sum + value(each), 0);
}
