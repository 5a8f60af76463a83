import { randomPart } from '../flow/simulation.js';
import { addDays, type PlainDate } from '../time/plain-date.js';
import { type Calendar, firstWorkingDay } from '../time/working-time.js';
import { creditsOf, nextPrice } from './price.js';

/** The fewest changes of the pressure, from one priced day to the next, that allow a forecast. */
export const leastPriceSteps = 10;
/** How many of the last changes the forecast draws from. */
export const mostPriceSteps = 60;
/** How many working days ahead the price is forecast. */
export const pricedDaysAhead = 10;

const trials = 2_000;
const { imul } = Math;
const step = 0x9e3779b9;

/** The priced days of a board, the oldest first. `price` in thousandths. */
export type PricedDay = { day: PlainDate; price: number; level: number };

export type PriceForecastFacts = {
  /** The priced days since the experiment was switched on. */
  days: readonly PricedDay[];
  /** The price of today, in thousandths. */
  price: number;
  maxPrice: number;
  today: PlainDate;
  calendar: Calendar;
  seed: number;
};

/**
 * The forecast price of a day in credits: the price is at most this in 15%, 50% and 85% of the simulations. `cheaper`: the share of
 * simulations with a lower price than today’s, from 0.01 to 0.99, because a forecast is never certain.
 */
export type ForecastPrice = { day: PlainDate; p15: number; p50: number; p85: number; cheaper: number };

/** `sample`: how many changes of the pressure it draws from. */
export type PriceForecast =
  | { days: ForecastPrice[]; sample: number; from: PlainDate }
  | { unknown: 'tooFewDays'; sample: number; needed: number };

/**
 * Forecasts the price of the next working days by resampling. Each simulation starts with the last pressure. For each day it adds a
 * change that it draws at random from the board's last changes (from one priced day to the next), then applies the price rule. The
 * pressure stays between 0 and 1. It is a bootstrap of increments (B. Efron, Bootstrap Methods: Another Look at the Jackknife, 1979).
 * It assumes that the pressure changes as before, and does not know about holidays or plans. Percentiles are nearest-rank. The draws of
 * a simulation follow from the seed, the simulation and the day.
 */
export function forecastPrice(facts: PriceForecastFacts): PriceForecast {
  const { days, price, maxPrice, today, calendar, seed } = facts;
  const used = days.slice(-mostPriceSteps - 1);
  const changes = used.slice(1).map(({ level }, at) => level - used[at]!.level);
  const sample = changes.length;
  if (sample < leastPriceSteps) return { unknown: 'tooFewDays', sample, needed: leastPriceSteps };
  const runs = Array.from({ length: trials }, (_, trial) => ({
    price,
    level: used.at(-1)!.level,
    start: seed + imul(trial * 64, step),
  }));
  const now = creditsOf(price, maxPrice);
  const ahead: ForecastPrice[] = [];
  let day = today;
  for (let n = 1; n <= pricedDaysAhead; n += 1) {
    day = firstWorkingDay(addDays(day, 1), calendar);
    for (const run of runs) {
      const drawn = changes[(randomPart((run.start + imul(n, step)) | 0) * sample) >>> 0]!;
      run.level = Math.max(0, Math.min(1, run.level + drawn));
      run.price = nextPrice(run.price, run.level, maxPrice);
    }
    const prices = runs.map((run) => creditsOf(run.price, maxPrice)).sort((one, other) => one - other);
    const at = (part: number) => prices[Math.ceil(part * trials) - 1]!;
    const cheaper = prices.filter((each) => each < now).length / trials;
    ahead.push({
      day,
      ...{ p15: at(0.15), p50: at(0.5), p85: at(0.85) },
      cheaper: Math.round(Math.max(0.01, Math.min(0.99, cheaper)) * 100) / 100,
    });
  }
  return { days: ahead, sample, from: used[0]!.day };
}

/** The first day on which the price is at most `most` credits in at least half of the simulations; null if there is none. */
export function affordableFrom(forecast: PriceForecast, most: number): PlainDate | null {
  if ('unknown' in forecast) return null;
  return forecast.days.find(({ p50 }) => p50 <= most)?.day ?? null;
}
