import { addDays, daysBetween } from '../../time/plain-date.js';
import type { Calendar } from '../../time/working-time.js';
import { type ClassOfService, classesOfService } from '../../vocabulary/vocabulary.js';
import { drawArrivals, type Weeks, weeksOf } from './arrivals.js';
import { happened, leadDays } from './happened.js';
import { type Episode, episodesOf } from './history/episodes.js';
import type { BoardHistory, UnknownWhatIf } from './history/history.js';
import { type Occupancy, occupancyOf, type Work, workOf } from './history/occupancy.js';
import { calendarOf, WorkClock } from './history/work-clock.js';
import { type IntakeDraw, intakeOf } from './intake-sample.js';
import { type Pulling, pullingOf } from './pulling.js';
import { drawnFor, randomAt } from './random.js';
import type { RunFigures } from './run-figures.js';
import type { BoardModel } from './simulate.js';
import { drawCapacity, type Staffing, staffingOf } from './staffing.js';
import { type Completing, completing, needsOf } from './work-sample.js';

/** How many days of a simulation only fill the board: two cycle times, in whole weeks. */
const warmUpDays = { least: 28, most: 112 };

export const whatIfNeeds = { days: 42, cards: 30, deliveryDays: 10, requests: 20, ofClass: 5 } as const;

/** A board, made ready to be simulated: what was read from its history once. */
export type Prepared = {
  history: BoardHistory;
  /** The working time of the team. */
  calendar: Calendar;
  clock: WorkClock;
  window: { from: number; to: number };
  days: number;
  episodes: Episode[];
  work: Work;
  occupancy: Occupancy;
  staffing: Staffing;
  pulling: Pulling;
  weeks: Weeks;
  mix: ReadonlyMap<ClassOfService, number>;
  intake: ReturnType<typeof intakeOf> | null;
  /** What cards needed, by the capacity of the people. */
  needs: Map<string, Completing>;
  straightShare: number;
  backlog: { atStart: number; now: number };
  actual: RunFigures;
  delivered: number;
  /** Cards that left the flight undelivered, of those in the sample. */
  undelivered: number;
  answered: number;
};

/** Reads a history, or says why it is too thin. `ahead`: how many days after today are simulated too. */
export function prepare(history: BoardHistory, ahead: number): Prepared | { unknown: UnknownWhatIf } {
  const { from, today, rules, columns, stays } = history;
  const days = daysBetween(from, today);
  if (days < whatIfNeeds.days) return { unknown: { code: 'tooFewDays', days, needed: whatIfNeeds.days } };
  const moves = stays.flatMap(({ since, until }) => (until === null ? [since] : [since, until]));
  const [begin, end] = [addDays(from, -leadDays), addDays(today, ahead)];
  const calendar = calendarOf(history.calendar, moves, begin, end);
  const clock = new WorkClock(begin, end, calendar);
  const midnight = (day: string) => clock.at(clock.midnight(daysBetween(begin, day)));
  const window = { from: midnight(from), to: midnight(today) };
  const { episodes, queued } = episodesOf(history, clock);
  const ended = episodes.filter(({ isWhole, left }) => isWhole && left > window.from && left <= window.to);
  const delivered = ended.filter(({ isDelivered }) => isDelivered);
  const deliveryDays = new Set(delivered.map(({ left }) => clock.dayOf(left))).size;
  if (delivered.length < whatIfNeeds.cards) {
    return { unknown: { code: 'tooFewCards', delivered: delivered.length, needed: whatIfNeeds.cards } };
  }
  if (deliveryDays < whatIfNeeds.deliveryDays) {
    return { unknown: { code: 'tooFewDeliveryDays', days: deliveryDays, needed: whatIfNeeds.deliveryDays } };
  }
  const split = columns.map((column) => column.split);
  const work = workOf(episodes, split, rules.limits, window.to);
  const occupancy = occupancyOf(work.worked, columns.length);
  const answered = history.requests.filter(
    ({ answeredAt, kind }) =>
      answeredAt !== null && kind !== 'expired' && kind !== 'shed' && clock.at(answeredAt) > window.from,
  );
  const hasIntake = answered.length >= whatIfNeeds.requests;
  const waiting = (time: number) => queued.filter((each) => each.from < time && each.to >= time).length;
  const requested = episodes.filter(({ isRequested, isAgain }) => isRequested && !isAgain);
  const weeks = weeksOf(history, { episodes, queued }, clock, hasIntake);
  return {
    history,
    calendar,
    clock,
    window,
    days,
    episodes,
    work,
    occupancy,
    staffing: staffingOf(occupancy, work.worked, history.people),
    pulling: pullingOf(episodes, queued, rules.limits, window),
    weeks,
    mix: mixOf(weeks),
    needs: new Map(),
    intake: hasIntake ? intakeOf(history.requests, clock, window) : null,
    straightShare: requested.filter(({ isStraight }) => isStraight).length / Math.max(1, requested.length),
    backlog: { atStart: waiting(window.from), now: waiting(window.to) },
    actual: happened(history, clock, episodes, window, days, hasIntake),
    delivered: delivered.length,
    undelivered: ended.length - delivered.length,
    answered: answered.length,
  };
}

/**
 * Draws a board that could have had this history: how many cards people work on at once, and which cards there are, with replacement.
 * `first`: the day of the clock from which `days` are measured.
 */
export function drawModel(
  prepared: Prepared,
  seed: number,
  run: number,
  measured: { first: number; days: number },
): BoardModel {
  const { clock, episodes, work, occupancy, window, weeks, history } = prepared;
  const columns = history.columns.length;
  const at = (decides: number) => (position: number) => randomAt(seed, run, decides, position);
  const randoms = Array.from({ length: columns + 1 }, (_, each) => at(drawnFor.capacity)(each));
  const capacity = drawCapacity(prepared.staffing, randoms);
  const key = JSON.stringify(capacity);
  const known =
    prepared.needs.get(key) ?? completing(needsOf(episodes, work, occupancy, capacity, window.from));
  prepared.needs.set(key, known);
  const needs = known(at(drawnFor.tail));
  const warmUp = warmUpOf(prepared);
  const first = measured.first - warmUp;
  return {
    columns,
    needs: resample(needs, at(drawnFor.resample)),
    capacity,
    pulling: prepared.pulling,
    intake: prepared.intake && drawIntake(prepared.intake, at),
    straightShare: prepared.straightShare,
    mix: prepared.mix,
    arrivals: drawArrivals(weeks, clock, first, measured.days + warmUp, seed, run),
    backlog: prepared.backlog.atStart,
    seed,
    run,
  };
}

export function warmUpOf({ actual }: Pick<Prepared, 'actual'>): number {
  const weeks = Math.ceil((2 * (actual.cycleP85 ?? 0)) / 7) * 7;
  return Math.min(warmUpDays.most, Math.max(warmUpDays.least, weeks));
}

function drawIntake(
  intake: NonNullable<Prepared['intake']>,
  at: (decides: number) => (position: number) => number,
): IntakeDraw {
  const random = at(drawnFor.capacity);
  const { capacity, needs } = intake([0, random(1_000)], (position) =>
    at(drawnFor.tail)(1_000_000 + position),
  );
  return { capacity, needs: resample(needs, (position) => at(drawnFor.resample)(1_000_000 + position)) };
}

/** As many, drawn with replacement: the bootstrap (B. Efron, Bootstrap Methods: Another Look at the Jackknife, 1979). */
function resample<Of>(all: readonly Of[], random: (at: number) => number): Of[] {
  return all.map((_, at) => all[Math.floor(random(at) * all.length)] as Of);
}

function mixOf(weeks: Weeks): Map<ClassOfService, number> {
  const all = weeks.flat();
  return new Map(
    classesOfService.map((name) => [
      name,
      all.filter(({ classOfService }) => classOfService === name).length / Math.max(1, all.length),
    ]),
  );
}
