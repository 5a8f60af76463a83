import { addDays, daysBetween, type PlainDate } from '../time/plain-date.js';
import { type Calendar, lastWorkingDay } from '../time/working-time.js';
import { horizonDays, Trials, trialsOfQuestion } from './simulation.js';
import type { DailyDeliveries, Throughput } from './throughput.js';

/** How certain each percentile is. None is higher: the future is never as certain as a simulation. */
const shares = { p50: 0.5, p70: 0.7, p85: 0.85, p95: 0.95 };
export type Percentiles<Value> = Record<keyof typeof shares, Value>;

/**
 * The odds that a board has delivered a number of cards by each day: `odds[d]` is the share of the trials that has by the
 * end of the d-th day from tomorrow on, `odds[0]` that of today. They rise; after the last day they stay as they are.
 */
export type Completion = { odds: readonly number[]; today: PlainDate; calendar: Calendar };

/** When a board has delivered `items` cards, and how many by the end of the day `by`: at least one of both is given. */
export type Question = { items: number | null; by: PlainDate | null; calendar: Calendar };
/** Null is what was not asked. `counts`: at least `p85` cards are delivered with a probability of 85%, and so on. */
export type Simulated = { completion: Completion | null; counts: Percentiles<number> | null };

/**
 * Simulates from tomorrow on when a board has delivered `items` cards, and how many it has delivered by the end of a day. If
 * the board does not work on that day, the last working day before counts. Both come from the same trials, so they agree. The
 * history must be thick enough: see `tooThin`. At most two years are simulated, and nothing if even six standard deviations of
 * luck would not be enough for these cards.
 */
export function simulateQuestion(
  { days, sample }: DailyDeliveries,
  { today, seed }: Pick<Throughput, 'today' | 'seed'>,
  { items, by, calendar }: Question,
  trialsOfEach = trialsOfQuestion,
): Simulated {
  const span = by === null ? 0 : daysUntil(by, { today, calendar });
  const wanted = items === null || isOutOfReach(items, days, sample) ? 0 : items;
  const odds = [0];
  let counts = ofEach(() => 0);
  const trials = new Trials(days, seed, trialsOfEach);
  for (let day = 1; day <= horizonDays && (day <= span || (wanted > 0 && trials.running > 0)); day += 1) {
    trials.addDay();
    if (day === span) counts = percentilesOf(trials.reachedBy(Object.values(shares)));
    if (wanted > 0) odds.push(day < span ? trials.shareWith(wanted) : trials.endThoseWith(wanted));
  }
  return {
    completion: items === null ? null : { odds, today, calendar },
    counts: by === null ? null : counts,
  };
}

/**
 * The probability that every board has delivered its cards by the end of a day: the product of the boards' own. That takes
 * the boards as independent. If one waits for another, or the same people work on both, the true probability differs.
 */
export function oddsOfAll(completions: readonly Completion[], day: PlainDate): number {
  return completions.reduce((product, each) => product * oddsBy(each, day), 1);
}

/**
 * The first days by which all boards have delivered their cards with these probabilities, read from the product of their
 * distributions: later than the latest of the boards' own percentiles. For one board they are its percentiles. Each is a day
 * on which one of the boards works. Null: more than two years ahead. The lists are never empty.
 */
export function daysOfAll(completions: readonly Completion[]): Percentiles<PlainDate | null> {
  const [first = ''] = completions.map(({ today }) => today).toSorted();
  return ofEach((share) => firstDay(first, (day) => oddsOfAll(completions, day) >= share));
}

/**
 * A probability as it is shown, from 5% to 95%. Beyond these a simulation of the past says nothing about the future, so
 * `above` is “more than 95%” and `below` “less than 5%”.
 */
export type Chance = { percent: number; bound: 'above' | 'below' | null };

export function chanceOf(odds: number): Chance {
  if (odds > 0.95) return { percent: 95, bound: 'above' };
  if (odds < 0.05) return { percent: 5, bound: 'below' };
  return { percent: Math.round(odds * 100), bound: null };
}

/** Nobody delivers on a day off, so what is simulated for one counts on the next working day. */
export function oddsBy({ odds, ...board }: Completion, day: PlainDate): number {
  return odds[Math.min(daysUntil(day, board), odds.length - 1)] as number;
}

function daysUntil(day: PlainDate, { today, calendar }: Omit<Completion, 'odds'>): number {
  return Math.max(0, daysBetween(today, lastWorkingDay(day, calendar)));
}

/** By bisection: once it is done it stays done. A year more than the horizon for what falls on days off. */
function firstDay(today: PlainDate, isDone: (day: PlainDate) => boolean): PlainDate | null {
  let [before, done] = [0, horizonDays + 366];
  if (!isDone(addDays(today, done))) return null;
  while (done - before > 1) {
    const middle = Math.floor((before + done) / 2);
    if (isDone(addDays(today, middle))) done = middle;
    else before = middle;
  }
  return addDays(today, done);
}

function isOutOfReach(items: number, days: Uint32Array, sample: number): boolean {
  const mean = sample / days.length;
  const variance = days.reduce((sum, each) => sum + (each - mean) ** 2, 0) / days.length;
  return items > horizonDays * mean + 6 * Math.sqrt(horizonDays * variance);
}

function percentilesOf([p50 = 0, p70 = 0, p85 = 0, p95 = 0]: readonly number[]): Percentiles<number> {
  return { p50, p70, p85, p95 };
}

function ofEach<Value>(value: (share: number) => Value): Percentiles<Value> {
  return { p50: value(shares.p50), p70: value(shares.p70), p85: value(shares.p85), p95: value(shares.p95) };
}
