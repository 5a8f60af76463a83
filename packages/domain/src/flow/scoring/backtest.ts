import { addDays, daysBetween, type PlainDate } from '../../time/plain-date.js';
import type { Calendar } from '../../time/working-time.js';
import { chanceOf, daysOfAll, oddsOfAll, simulateQuestion } from '../completion.js';
import { dailyDeliveries, tooThin } from '../throughput.js';
import type { SaidChance } from './brier.js';
import { type Promises, type ScoredLevel, scoredLevels } from './record.js';
import { sameAsLastMonth } from './same-as-last-month.js';

/** Cards delivered on a day, and the day on which they were reopened; null: they stayed delivered. */
export type PastDelivery = { day: PlainDate; reopened: PlainDate | null; cards: number };
export type Past = {
  deliveries: readonly PastDelivery[];
  /** The first day of the board, or of its deliveries. */
  from: PlainDate;
  today: PlainDate;
  calendar: Calendar;
  /** How many days the forecasts draw from. */
  window: number;
  seedOf: (day: PlainDate) => number;
};

/** What forecasts on past days would have said, and how often that was true. */
export type Backtest = {
  /** How many past days had a forecast of which the outcome is known, and the first and the last of them. */
  windows: number;
  from: PlainDate | null;
  to: PlainDate | null;
  doneBy: Record<ScoredLevel, Promises>;
  delivered: Record<ScoredLevel, Promises>;
  chances: SaidChance[];
};

/** So many past days are tested, at least and at most: a quarter, so that the record is that of the board as it is now. */
export const backtestWindows = { least: 50, most: 90 } as const;
/** How far back they are looked for: days on which the history was too thin don’t count. */
export const backtestDays = 200;
/** Each forecast is about a week: the cards that are usual in it, and the cards delivered in it. */
const horizon = 7;
/** The standard error of a p85 is 0.8 points, far less than that of the number of windows. */
const trials = 2_000;

/**
 * Forecasts on each past day from what was known on it, and compares with what happened: the walk-forward test of R. Hyndman and G.
 * Athanasopoulos, Forecasting: Principles and Practice (3rd ed., 2021), chapter 5.10. Cards that were reopened later were
 * delivered, as far as was known then; what happened counts the last delivery of each. A past day counts only if the last day that its
 * forecast speaks of is over, so that the early ones do not count first. Yields after each day, since all together take a while.
 */
export function* backtest(past: Past): Generator<void, Backtest> {
  const happened = past.deliveries
    .filter(({ reopened }) => reopened === null)
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
  const result: Backtest = {
    windows: 0,
    from: null,
    to: null,
    doneBy: noPromises(),
    delivered: noPromises(),
    chances: [],
  };
  const chances = new Map<number, SaidChance>();
  for (let ago = 1 + horizon; ago <= backtestDays && result.windows < backtestWindows.most; ago += 1) {
    const day = addDays(past.today, -ago);
    if (day <= past.from) break;
    if (testDay(past, day, happened, result, chances)) {
      result.windows += 1;
      result.from = day;
      result.to ??= day;
    }
    yield;
  }
  result.chances = [...chances.values()].toSorted((one, other) => one.percent - other.percent);
  return result;
}

function testDay(
  { deliveries, from, today, calendar, window, seedOf }: Past,
  day: PlainDate,
  happened: readonly PastDelivery[],
  { doneBy, delivered }: Backtest,
  chances: Map<number, SaidChance>,
): boolean {
  const begin = [from, addDays(day, -window)].toSorted()[1] as PlainDate;
  const known = deliveries.filter(
    (each) => each.day < day && (each.reopened === null || each.reopened >= day),
  );
  const history = known.map((each) => ({ day: each.day, delivered: each.cards }));
  const throughput = { history, from: begin, today: day, seed: seedOf(day) };
  const daily = dailyDeliveries(throughput);
  if (tooThin(daily, throughput)) return false;
  const items = Math.max(1, Math.round((daily.sample / daily.days.length) * horizon));
  const by = addDays(day, horizon);
  const { completion, counts } = simulateQuestion(daily, throughput, { items, by, calendar }, trials);
  if (!completion || !counts) return false;
  const days = daysOfAll([completion]);
  if (days.p95 === null || days.p95 >= today) return false;

  const later = happened.filter((each) => each.day > day);
  let [sum, done] = [0, null as PlainDate | null];
  for (const each of later) {
    sum += each.cards;
    if (sum >= items) done ??= each.day;
  }
  const count = later.reduce((total, each) => total + (each.day <= by ? each.cards : 0), 0);
  for (const level of scoredLevels) {
    const promised = days[level] as PlainDate;
    add(
      doneBy[level],
      daysBetween(day, promised),
      done !== null && done <= promised,
      done !== null && done < promised,
    );
    // At least no card says nothing.
    if (counts[level] > 0) add(delivered[level], horizon, count >= counts[level], count > counts[level]);
  }
  const { percent } = chanceOf(oddsOfAll([completion], by));
  const [isTrue, baseline] = [count >= items, sameAsLastMonth(daily, horizon) >= items];
  const said = chances.get(percent) ?? { percent, forecasts: 0, happened: 0, baselineWrong: 0 };
  said.forecasts += 1;
  if (isTrue) said.happened += 1;
  if (isTrue !== baseline) said.baselineWrong += 1;
  chances.set(percent, said);
  return true;
}

/** Past days follow each other, so each covers one day more. */
function add(promises: Promises, days: number, held: boolean, surpassed: boolean): void {
  promises.covered += promises.forecasts === 0 ? days : 1;
  promises.forecasts += 1;
  promises.days += days;
  if (held) promises.held += 1;
  if (surpassed) promises.surpassed += 1;
}

function noPromises(): Record<ScoredLevel, Promises> {
  const none = (): Promises => ({ forecasts: 0, held: 0, surpassed: 0, covered: 0, days: 0 });
  return { p50: none(), p70: none(), p85: none(), p95: none() };
}
