import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { addDays, type PlainDate } from '../time/plain-date.js';

/** How many days of history a forecast uses; fewer on a younger board. */
export const forecastHistoryDays = 120;

const trials = 2000;
const fewest = 10;
const horizonDays = 730;

/**
 * How many cards a board delivered each day; days without deliveries can be left out. The history runs from
 * `from` to the day before `today`, both included; other days are ignored. The same seed and history give the
 * same answer.
 */
export type Throughput = {
  history: readonly { day: PlainDate; delivered: number }[];
  from: PlainDate;
  today: PlainDate;
  seed: number;
};

/** Days by which a card is delivered, with the sample they rest on; or why they are unknown. */
export type Forecast =
  | { p50: PlainDate; p85: PlainDate; sample: number; from: PlainDate }
  | { unknown: UnknownForecast };

/** Why there is no forecast. */
export type UnknownForecast =
  /** Fewer cards were delivered since `from` than a forecast needs. */
  | { code: 'tooFew'; delivered: number; from: PlainDate; needed: number }
  | { code: 'tooFar' }
  /** The card is archived, or delivered already. */
  | { code: 'archived' | 'delivered' };

/**
 * How many cards are delivered within some days: at least `p15` in 85% of the trials, `p50` in half of them.
 */
export type DeliveryForecast = { p15: number; p50: number; sample: number } | { unknown: UnknownForecast };

/**
 * Forecasts when the card at place `ahead` (1 is the next) is delivered: by `p50` in half of the trials, by
 * `p85` in 85% of them. The earliest day is tomorrow, since today is not over. Unknown if fewer than ten
 * cards were delivered, or if it is more than two years ahead.
 *
 * A Monte Carlo simulation over daily throughput: each trial draws days of the history at random, with
 * replacement and including days without a delivery, until enough cards are delivered. Sources: D. Vacanti,
 * Actionable Agile Metrics for Predictability (2015); T. Magennis, Forecasting and Simulating Software
 * Development Projects (2011). Percentiles are nearest-rank: the first day by which that share of the trials
 * is done.
 */
export function forecastDelivery({ ahead, ...throughput }: Throughput & { ahead: number }): Forecast {
  return forecastDeliveries(throughput, [ahead])[0]!;
}

/**
 * Forecasts several cards with one simulation, such as a whole queue. Each result equals `forecastDelivery`
 * for it alone.
 */
export function forecastDeliveries(throughput: Throughput, aheads: readonly number[]): Forecast[] {
  const { days, sample } = daysOf(throughput);
  if (sample < fewest) return aheads.map(() => tooFew(throughput, sample));
  const found = aheads.map((ahead) => ({ ahead, p50: 0, p85: 0 }));
  const next = simulation(days, throughput.seed);
  for (let day = 1; day <= horizonDays && found.some(({ p85 }) => p85 === 0); day += 1) {
    const { half, sure } = reached(next());
    for (const one of found) {
      if (one.p50 === 0 && half >= one.ahead) one.p50 = day;
      if (one.p85 === 0 && sure >= one.ahead) one.p85 = day;
    }
  }
  const { today, from } = throughput;
  return found.map(({ p50, p85 }) =>
    p85 === 0 ? tooFar : { p50: addDays(today, p50), p85: addDays(today, p85), sample, from },
  );
}

/** Forecasts how many cards are delivered within `days`, starting tomorrow, with the same simulation. */
export function forecastDeliveredWithin({
  days: span,
  ...throughput
}: Throughput & { days: number }): DeliveryForecast {
  const { days, sample } = daysOf(throughput);
  if (sample < fewest) return tooFew(throughput, sample);
  if (span < 1) return { p15: 0, p50: 0, sample };
  const next = simulation(days, throughput.seed);
  for (let day = 1; day < span; day += 1) next();
  const { half, sure } = reached(next());
  return { p15: sure, p50: half, sample };
}

/** Deliveries on each day of the history, and their sum. */
function daysOf({ history, from, today }: Throughput) {
  const at = (day: PlainDate) => Math.round((Date.parse(day) - Date.parse(from)) / 86_400_000);
  const days = new Uint32Array(Math.max(0, at(today)));
  let sample = 0;
  for (const { day, delivered } of history) {
    if (day < from || day >= today) continue;
    days[at(day)]! += delivered;
    sample += delivered;
  }
  return { days, sample };
}

/** Each call adds one day to every trial and returns what each has delivered so far. The array is reused. */
function simulation(days: Uint32Array, seed: number): () => Uint32Array {
  const random = xoroshiro128plus(seed);
  const totals = new Uint32Array(trials);
  return () => {
    for (let trial = 0; trial < trials; trial += 1) {
      const part = (random.next() >>> 0) / 2 ** 32;
      totals[trial]! += days[(part * days.length) >>> 0]!;
    }
    return totals;
  };
}

/** The most cards that 50% and 85% of the trials have delivered. */
function reached(totals: Uint32Array): { half: number; sure: number } {
  let most = 0;
  for (const total of totals) if (total > most) most = total;
  const trialsWith = new Uint32Array(most + 1);
  for (let trial = 0; trial < trials; trial += 1) trialsWith[totals[trial]!]! += 1;
  let half = -1;
  let there = 0;
  for (let total = most; ; total -= 1) {
    there += trialsWith[total]!;
    if (half < 0 && there >= trials * 0.5) half = total;
    if (there >= trials * 0.85) return { half, sure: total };
  }
}

const tooFar: Forecast = { unknown: { code: 'tooFar' } };

function tooFew({ from }: Throughput, sample: number): { unknown: UnknownForecast } {
  return { unknown: { code: 'tooFew', delivered: sample, from, needed: fewest } };
}
