import type { WorkClock } from './history/work-clock.js';
import type { Outcome } from './simulate.js';

/** What a board does in a time. Null where nothing was measured. Cycle time in days, both ends included; `answer` in hours. */
export const whatIfFigures = [
  'cycleP50',
  'cycleP85',
  'cycleP95',
  'throughput',
  'inFlight',
  'refused',
  'answerP50',
  'answerP85',
] as const;
export type WhatIfFigure = (typeof whatIfFigures)[number];
export type RunFigures = Record<WhatIfFigure, number | null>;

/** With fewer cards a percentile says next to nothing. */
export const fewestMeasured = 5;

/** `throughput` and `refused` are per week. */
export function figuresOf(outcome: Outcome, clock: WorkClock, days: number, hasIntake: boolean): RunFigures {
  const cycles = outcome.delivered.map(({ committed, at }) => clock.dayOf(at) - clock.dayOf(committed) + 1);
  const answers = outcome.answers.map(
    ({ submitted, at }) => (clock.instant(at) - clock.instant(submitted)) / 3_600_000,
  );
  const weeks = days / 7;
  return {
    ...percentilesOf('cycle', cycles),
    throughput: outcome.delivered.length / weeks,
    inFlight: outcome.inFlight,
    refused: hasIntake ? outcome.refused / weeks : null,
    ...(hasIntake ? percentilesOf('answer', answers) : { answerP50: null, answerP85: null }),
  } as RunFigures;
}

function percentilesOf(name: 'cycle' | 'answer', values: readonly number[]): Partial<RunFigures> {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) =>
    sorted.length < fewestMeasured ? null : (sorted[Math.ceil(share * sorted.length) - 1] as number);
  if (name === 'answer') return { answerP50: at(0.5), answerP85: at(0.85) };
  return { cycleP50: at(0.5), cycleP85: at(0.85), cycleP95: at(0.95) };
}

/**
 * The median of the runs, and the interval in which 95% of them are. Since a simulation is simpler than a board, what happens is in it
 * about nine times in ten: see docs/flow.md.
 */
export type Estimate = { value: number; low: number; high: number };

/** Null if too many runs have no value. */
export function estimateOf(values: readonly (number | null)[]): Estimate | null {
  const known = values.filter((value) => value !== null).toSorted((one, other) => one - other);
  if (known.length < values.length * 0.8 || known.length === 0) return null;
  const at = (share: number) => known[Math.min(known.length - 1, Math.floor(share * known.length))] as number;
  return { value: at(0.5), low: at(0.025), high: at(0.975) };
}
