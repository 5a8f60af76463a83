import { daysBetween } from '../../time/plain-date.js';
import type { Calendar } from '../../time/working-time.js';
import { type ClassOfService, classesOfService } from '../../vocabulary/vocabulary.js';
import { percentOfClasses } from './arrivals.js';
import { type Fit, fitOf } from './fit.js';
import type { BoardHistory, BoardRules, UnknownWhatIf } from './history/history.js';
import { drawModel, type Prepared, prepare, warmUpOf, whatIfNeeds } from './prepare.js';
import { drawnFor, randomAt } from './random.js';
import {
  type Estimate,
  estimateOf,
  figuresOf,
  type RunFigures,
  type WhatIfFigure,
  whatIfFigures,
} from './run-figures.js';
import { type RulesFrom, simulate } from './simulate.js';
import { drawCapacity } from './staffing.js';

type Estimates = Record<WhatIfFigure, Estimate | null>;
export type Compared = { before: Estimates; after: Estimates; difference: Estimates };

/** How many cards people work on at the same time, and whether they share all columns. */
type StaffingEstimate = Estimate & { isShared: boolean };

export type WhatIf = Compared & {
  fit: Fit;
  staffing: StaffingEstimate;
  basis: {
    days: number;
    delivered: number;
    undelivered: number;
    answered: number;
    runs: number;
    seed: number;
  };
};

/** More runs make the ends of the intervals smoother, and nothing else. */
const mostRuns = 150;
const fewestRuns = 40;
/** So many simulated cards take about a fifth of a second. */
const affordable = 30_000;

/**
 * Simulates a board for as long as its history, under its current rules and under other rules, with the same arrivals and the same cards.
 * Each run is a board that could have had this history, in a period that is possible for it. So the intervals show what is possible in such
 * a period.
 * Yields after each run, since all together take a while.
 */
export function* whatIf(
  history: BoardHistory,
  after: BoardRules,
  seed: number,
): Generator<void, WhatIf | { unknown: UnknownWhatIf }> {
  const prepared = prepare(history, 0);
  if ('unknown' in prepared) return prepared;
  const thin = thinFor(prepared, after);
  if (thin) return { unknown: thin };
  const { clock, days } = prepared;
  const first = daysBetween(clock.from, history.from);
  const step = (rules: BoardRules): RulesFrom[] => [{ at: 0, rules }];
  const runs = runsOf(prepared, days);
  const compared = yield* compare(prepared, { first, days, seed, runs }, step(history.rules), step(after));
  const fit = fitOf(prepared.actual, compared.before);
  if (fit.intake === 'poor' && isIntakeChanged(history.rules, after))
    return { unknown: { code: 'intakeDiffers' } };
  return {
    ...trusted(compared, fit),
    fit,
    staffing: staffingEstimate(prepared, seed, runs),
    basis: {
      days,
      delivered: prepared.delivered,
      undelivered: prepared.undelivered,
      answered: prepared.answered,
      runs,
      seed,
    },
  };
}

/** The classes of the cards and requests that arrived, for comparison with another mix. `shares`: in whole percent, with the sum 100. */
export type ArrivedClasses = { days: number; arrivals: number; shares: Record<ClassOfService, number> };

export function arrivedClasses(history: BoardHistory): ArrivedClasses | { unknown: UnknownWhatIf } {
  const prepared = prepare(history, 0);
  if ('unknown' in prepared) return prepared;
  const { days, weeks } = prepared;
  return { days, arrivals: weeks.flat().length, shares: percentOfClasses(weeks) };
}

/**
 * Predicts the next days with and without a change of the rules today. Each run begins with as many queued cards as there are today, but
 * with the usual numbers of cards in flight and waiting requests under the old rules, not today’s numbers. `calendar`: the working time
 * that measures the days. Null if the history is too short.
 */
export function* predictTrial(
  history: BoardHistory,
  after: BoardRules,
  { days, seed }: { days: number; seed: number },
): Generator<void, (Compared & { calendar: Calendar }) | null> {
  const prepared = prepare(history, days);
  if ('unknown' in prepared || thinFor(prepared, after)) return null;
  const { clock, backlog, window } = prepared;
  const first = daysBetween(clock.from, history.today);
  const now = { ...prepared, backlog: { ...backlog, atStart: backlog.now } };
  const unchanged: RulesFrom[] = [{ at: 0, rules: history.rules }];
  const changed: RulesFrom[] = [...unchanged, { at: window.to, rules: after }];
  const compared = yield* compare(now, { first, days, seed, runs: runsOf(now, days) }, unchanged, changed);
  return { ...compared, calendar: prepared.calendar };
}

function* compare(
  prepared: Prepared,
  { first, days, seed, runs }: { first: number; days: number; seed: number; runs: number },
  before: readonly RulesFrom[],
  after: readonly RulesFrom[],
): Generator<void, Compared> {
  const { clock } = prepared;
  const span = { from: clock.at(clock.midnight(first)), to: clock.at(clock.midnight(first + days)) };
  const results: { before: RunFigures; after: RunFigures }[] = [];
  for (let run = 0; run < runs; run += 1) {
    const model = drawModel(prepared, seed, run, { first, days });
    const [one, other] = [before, after].map((steps) =>
      figuresOf(simulate(model, steps, span), clock, days, model.intake !== null),
    );
    results.push({ before: one as RunFigures, after: other as RunFigures });
    yield;
  }
  const estimates = (value: (run: (typeof results)[number], figure: WhatIfFigure) => number | null) =>
    Object.fromEntries(
      whatIfFigures.map((figure) => [figure, estimateOf(results.map((run) => value(run, figure)))]),
    ) as Estimates;
  return {
    before: estimates((run, figure) => run.before[figure]),
    after: estimates((run, figure) => run.after[figure]),
    difference: estimates((run, figure) => {
      const [was, is] = [run.before[figure], run.after[figure]];
      return was === null || is === null ? null : is - was;
    }),
  };
}

/** What the history lacks for this change; null if nothing. */
function thinFor({ history, answered, episodes, intake }: Prepared, after: BoardRules): UnknownWhatIf | null {
  const { rules } = history;
  if (!intake && isIntakeChanged(rules, after)) {
    return { code: 'tooFewRequests', answered, needed: whatIfNeeds.requests };
  }
  for (const classOfService of after.mix ? classesOfService : []) {
    const cards = episodes.filter(
      (each) => each.classOfService === classOfService && each.isWhole && each.isDelivered,
    ).length;
    if ((after.mix?.[classOfService] ?? 0) > 0 && cards < whatIfNeeds.ofClass) {
      return { code: 'tooFewOfClass', classOfService, cards, needed: whatIfNeeds.ofClass };
    }
  }
  return null;
}

function isIntakeChanged(before: BoardRules, after: BoardRules): boolean {
  return after.depth !== before.depth || after.highWatermark !== before.highWatermark;
}

/** Leaves out the figures of requests if the simulation of the unchanged intake fits poorly. */
export function trusted(compared: Compared, fit: Pick<Fit, 'intake'>): Compared {
  if (fit.intake !== 'poor') return compared;
  const none = { refused: null, answerP50: null, answerP85: null };
  const { before, after, difference } = compared;
  return {
    before: { ...before, ...none },
    after: { ...after, ...none },
    difference: { ...difference, ...none },
  };
}

function runsOf(prepared: Prepared, measured: number): number {
  const cards = (prepared.delivered / prepared.days) * (measured + warmUpOf(prepared)) * 2;
  return Math.round(Math.min(mostRuns, Math.max(fewestRuns, affordable / cards)));
}

function staffingEstimate({ staffing, history }: Prepared, seed: number, runs: number): StaffingEstimate {
  const columns = history.columns.length;
  const drawn = Array.from({ length: runs }, (_, run) =>
    drawCapacity(
      staffing,
      Array.from({ length: columns + 1 }, (_, each) => randomAt(seed, run, drawnFor.capacity, each)),
    ),
  );
  const sums = drawn.map(({ of }) => of.reduce((sum, each) => sum + each, 0));
  return { ...(estimateOf(sums) as Estimate), isShared: staffing.isSharedOdds >= 0.5 };
}
