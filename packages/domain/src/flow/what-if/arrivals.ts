import { daysBetween } from '../../time/plain-date.js';
import { type ClassOfService, classesOfService } from '../../vocabulary/vocabulary.js';
import type { Episode, Queued } from './history/episodes.js';
import type { BoardHistory } from './history/history.js';
import type { WorkClock } from './history/work-clock.js';
import { drawnFor, randomAt } from './random.js';

/** `request`: it asks for a place in the intake. `card`: it is created in a queue column, or in flight if it is `straight`. */
type Arrival = {
  offset: number;
  kind: 'request' | 'card';
  isStraight: boolean;
  classOfService: ClassOfService;
};

/** What arrived in each whole week of the history, from its first day on. Offsets are milliseconds from the start of the week. */
export type Weeks = readonly (readonly Arrival[])[];

const day = 86_400_000;
const week = 7 * day;

/** With `withRequests`, requests and refused ones arrive; otherwise the cards that came from them. */
export function weeksOf(
  { from, today, requests, refused }: BoardHistory,
  { episodes, queued }: { episodes: readonly Episode[]; queued: readonly Queued[] },
  clock: WorkClock,
  withRequests: boolean,
): Weeks {
  const first = clock.midnight(daysBetween(clock.from, from));
  const weeks: Arrival[][] = Array.from({ length: Math.floor(daysBetween(from, today) / 7) }, () => []);
  const add = (at: number, arrival: Omit<Arrival, 'offset'>) =>
    weeks[Math.floor((at - first) / week)]?.push({ offset: (at - first) % week, ...arrival });
  for (const { since, isNew, isFirst, isPassing, classOfService, isRequested } of queued) {
    if (!isNew || isPassing || (withRequests && isRequested && isFirst)) continue;
    add(since, { kind: 'card', isStraight: false, classOfService });
  }
  for (const { committedAt, isStraight, isAgain, classOfService, isRequested } of episodes) {
    if (!isStraight || (withRequests && isRequested && !isAgain)) continue;
    add(committedAt, { kind: 'card', isStraight, classOfService });
  }
  if (withRequests) {
    const classes = requests.map(({ classOfService }) => classOfService);
    for (const { submittedAt, classOfService } of requests) {
      add(submittedAt, { kind: 'request', isStraight: false, classOfService });
    }
    for (const { at, times } of refused) {
      for (let each = 0; each < times; each += 1) {
        // Of refused requests only their number is known.
        const classOfService = classes[(weeks.length + each * 7) % Math.max(1, classes.length)] ?? 'standard';
        add(at + ((each + 0.5) * day) / 24 / times, { kind: 'request', isStraight: false, classOfService });
      }
    }
  }
  for (const each of weeks) each.sort((one, other) => one.offset - other.offset);
  return weeks;
}

/** An arrival in a simulated time. */
export type Arriving = Arrival & { at: number };

/**
 * Draws a week of the history for each week of a simulated time, with replacement: a block bootstrap, which keeps weekdays and what
 * comes together (H. Künsch, The Jackknife and the Bootstrap for General Stationary Observations, 1989). `first` is the day of the
 * clock on which it begins.
 */
export function drawArrivals(
  weeks: Weeks,
  clock: WorkClock,
  first: number,
  days: number,
  seed: number,
  run: number,
): Arriving[] {
  const found: Arriving[] = [];
  for (let start = 0; start < days; start += 7) {
    // First which weeks there could have been, then one of them: the rate of the board is known only from so many weeks.
    const known = Math.floor(randomAt(seed, run, drawnFor.week, start) * weeks.length);
    const drawn = Math.floor(randomAt(seed, run, drawnFor.knownWeek, known) * weeks.length);
    const midnight = clock.midnight(first + start);
    const end = clock.midnight(Math.min(first + days, first + start + 7));
    for (const arrival of weeks[drawn] ?? []) {
      const instant = midnight + arrival.offset;
      if (instant < end) found.push({ ...arrival, at: clock.at(instant) });
    }
  }
  return found.sort((one, other) => one.at - other.at);
}

/** The share of each class among the arrivals, in whole percent. The sum is 100: the largest remainders are rounded up. */
export function percentOfClasses(weeks: Weeks): Record<ClassOfService, number> {
  const all = weeks.flat();
  const exact = classesOfService.map(
    (name) => (100 * all.filter((each) => each.classOfService === name).length) / Math.max(1, all.length),
  );
  const whole = exact.map(Math.floor);
  const byRest = exact
    .map((share, at) => ({ at, rest: share - Math.floor(share) }))
    .sort((one, other) => other.rest - one.rest || one.at - other.at);
  const missing = all.length === 0 ? 0 : 100 - whole.reduce((sum, share) => sum + share, 0);
  for (const { at } of byRest.slice(0, missing)) whole[at]! += 1;
  return Object.fromEntries(classesOfService.map((name, at) => [name, whole[at]!])) as Record<
    ClassOfService,
    number
  >;
}

/**
 * The class of an arrival in another mix: it keeps its own as far as the mix has it, so that as few as possible differ from the history.
 */
export function classIn(
  own: ClassOfService,
  before: ReadonlyMap<ClassOfService, number>,
  mix: Partial<Record<ClassOfService, number>> | null,
  random: number,
): ClassOfService {
  if (!mix) return own;
  const was = before.get(own) ?? 0;
  const kept = was > 0 ? Math.min(1, (mix[own] ?? 0) / was) : 0;
  if (random < kept) return own;
  const gaining = Object.entries(mix).map(([name, share]) => ({
    name: name as ClassOfService,
    gain: Math.max(0, share - (before.get(name as ClassOfService) ?? 0)),
  }));
  let left = ((random - kept) / Math.max(1e-9, 1 - kept)) * gaining.reduce((sum, { gain }) => sum + gain, 0);
  for (const { name, gain } of gaining) {
    left -= gain;
    if (left < 0) return name;
  }
  return own;
}
