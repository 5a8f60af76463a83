import { addDays, type PlainDate } from '../time/plain-date.js';
import { horizonDays, Trials, trialsOfQueue } from './simulation.js';
import { dailyDeliveries, type Throughput, tooThin, type UnknownForecast } from './throughput.js';

/** Days by which a card is delivered, with the sample they rest on; or why they are unknown. */
export type Forecast =
  | { p50: PlainDate; p85: PlainDate; sample: number; from: PlainDate }
  | { unknown: UnknownForecast };

/**
 * How many cards are delivered within some days: at least `p15` in 85% of the trials, `p50` in half of them.
 */
export type DeliveryForecast = { p15: number; p50: number; sample: number } | { unknown: UnknownForecast };

const halfAndSure = [0.5, 0.85];

/**
 * Forecasts when the card at place `ahead` (1 is the next) is delivered: by `p50` in half of the trials, by
 * `p85` in 85% of them. The earliest day is tomorrow, since today is not over. Unknown if fewer than ten
 * cards were delivered or all on fewer than five days, or if it is more than two years ahead.
 *
 * Percentiles are nearest-rank: the first day by which that share of the trials is done. See `Trials`.
 */
export function forecastDelivery({ ahead, ...throughput }: Throughput & { ahead: number }): Forecast {
  return forecastDeliveries(throughput, [ahead])[0]!;
}

/**
 * Forecasts several cards with one simulation, such as a whole queue. Each result equals `forecastDelivery`
 * for it alone.
 */
export function forecastDeliveries(throughput: Throughput, aheads: readonly number[]): Forecast[] {
  const deliveries = dailyDeliveries(throughput);
  const unknown = tooThin(deliveries, throughput);
  if (unknown) return aheads.map(() => ({ unknown }));
  const found = aheads.map((ahead) => ({ ahead, p50: 0, p85: 0 }));
  const trials = new Trials(deliveries.days, throughput.seed, trialsOfQueue);
  for (let day = 1; day <= horizonDays && found.some(({ p85 }) => p85 === 0); day += 1) {
    trials.addDay();
    const [half, sure] = trials.reachedBy(halfAndSure) as [number, number];
    for (const one of found) {
      if (one.p50 === 0 && half >= one.ahead) one.p50 = day;
      if (one.p85 === 0 && sure >= one.ahead) one.p85 = day;
    }
  }
  const { today, from } = throughput;
  const { sample } = deliveries;
  return found.map(({ p50, p85 }) =>
    p85 === 0 ? tooFar : { p50: addDays(today, p50), p85: addDays(today, p85), sample, from },
  );
}

/** Forecasts how many cards are delivered within `days`, starting tomorrow, with the same simulation. */
export function forecastDeliveredWithin({
  days: span,
  ...throughput
}: Throughput & { days: number }): DeliveryForecast {
  const { days, ...sample } = dailyDeliveries(throughput);
  const unknown = tooThin(sample, throughput);
  if (unknown) return { unknown };
  if (span < 1) return { p15: 0, p50: 0, sample: sample.sample };
  const trials = new Trials(days, throughput.seed, trialsOfQueue);
  for (let day = 1; day <= span; day += 1) trials.addDay();
  const [half, sure] = trials.reachedBy(halfAndSure) as [number, number];
  return { p15: sure, p50: half, sample: sample.sample };
}

const tooFar: Forecast = { unknown: { code: 'tooFar' } };
