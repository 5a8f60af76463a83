import { independentForecasts, wilsonInterval } from './wilson.js';

export const scoredLevels = ['p50', 'p70', 'p85', 'p95'] as const;
export type ScoredLevel = (typeof scoredLevels)[number];

/**
 * Promises of one certainty that are over: how many there were, how many were `held` and how many `surpassed` (the work was done on an
 * earlier day, or more was delivered, than was promised), the days that they covered together and each for itself.
 */
export type Promises = { forecasts: number; held: number; surpassed: number; covered: number; days: number };

/** How often promises were held: the share (null without any), and where the true one is with 95%. */
export type LevelScore = {
  forecasts: number;
  held: number;
  share: number | null;
  low: number;
  high: number;
  independent: number;
};

export function levelScore({ forecasts, held, ...days }: Promises): LevelScore {
  const independent = independentForecasts(forecasts, days);
  const share = forecasts === 0 ? null : held / forecasts;
  return { forecasts, held, share, ...wilsonInterval(held, forecasts, independent), independent };
}

/** With fewer independent promises two bad weeks would be enough. */
const fewest = 5;

/** What is wrong with forecasts. `tooSure`: they promise too much. `tooCautious`: they promise too little. */
export type RecordFault = 'tooSure' | 'tooCautious';

/** What is known of two certainties: enough to find a fault. */
export type FaultScores = {
  p50: Pick<LevelScore, 'forecasts' | 'independent'> & Pick<Promises, 'surpassed'>;
  p85: Pick<LevelScore, 'high' | 'independent'>;
};

/** Whether so few promises were independent that they say nothing about how good forecasts are. */
export function saysLittle({ independent }: Pick<LevelScore, 'independent'>): boolean {
  return independent < fewest;
}

/**
 * Whether a board’s forecasts are wrong, beyond what chance explains. `tooSure`: fewer than 85% of what was said with 85% held: the
 * interval lies wholly below. `tooCautious`: more than half of what was said with 50% was surpassed: the interval lies wholly above.
 * By the definition of the percentiles a true forecast holds at least 85% of the first and is surpassed in less than half of the
 * second, however coarse days and cards are. Each is a one-sided test at about 2.5%, so about one true record in twenty is faulted at most.
 */
export function faultOfScores({ p50, p85 }: FaultScores): RecordFault | null {
  if (!saysLittle(p85) && p85.high < 0.85) return 'tooSure';
  const { low } = wilsonInterval(p50.surpassed, p50.forecasts, p50.independent);
  return !saysLittle(p50) && low > 0.5 ? 'tooCautious' : null;
}

/** The same of promises. */
export function recordFault({
  p50,
  p85,
}: Pick<Record<ScoredLevel, Promises>, 'p50' | 'p85'>): RecordFault | null {
  return faultOfScores({ p50: { ...levelScore(p50), surpassed: p50.surpassed }, p85: levelScore(p85) });
}
