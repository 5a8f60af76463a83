import { z } from 'zod';
import { BoardKey } from '../values/names.js';
import { Instant, PlainDate } from '../values/time.js';
import { ClassOfService } from '../values/vocabulary.js';
import { CreditAccount, CreditPeriod } from './credits.js';

const price = z.int().min(1);

/**
 * The forecast price of each of the next ten working days: the price is at most this in 15%, 50% and 85% of the simulations. `cheaper`:
 * the share of simulations with a lower price than today’s.
 */
const forecastDay = z.strictObject({
  day: PlainDate,
  p15: price,
  p50: price,
  p85: price,
  cheaper: z.number().min(0.01).max(0.99),
});

/** The forecast, or why it is unknown. `sample`: how many changes of the board’s pressure, from one priced day to the next, it draws from. */
export const PriceForecast = z
  .union([
    z.strictObject({ days: z.array(forecastDay), sample: z.int(), from: PlainDate }),
    z.strictObject({ unknown: z.string(), sample: z.int().min(0), needed: z.int().min(1) }),
  ])
  .meta({ id: 'PriceForecast' });
export type PriceForecast = z.infer<typeof PriceForecast>;

/**
 * The current price of a request to the board. `state`: `off` while the experiment is off, `free` if this board charges nothing. In both
 * states there is no price.
 */
export const BoardPrice = z
  .strictObject({
    state: z.enum(['off', 'free', 'charged']),
    price: price.nullable(),
    maxPrice: price.nullable(),
    /** Classes of service that are never charged. */
    freeClasses: z.array(ClassOfService),
    /** The caller’s credits. */
    account: CreditAccount.nullable(),
    /** The prices of the last 60 working days and the pressure at the beginning of each, the oldest first. */
    history: z.array(z.strictObject({ day: PlainDate, price, level: z.number().min(0).max(1) })),
    forecast: PriceForecast.nullable(),
    /**
     * How often the price of a day of the last 90 was in the range that was forecast for it, from `p15` to `p85` (`held`). Null if no forecast
     * was scored yet.
     */
    forecastRecord: z.strictObject({ forecasts: z.int().min(1), held: z.int().min(0) }).nullable(),
  })
  .meta({ id: 'BoardPrice' });
export type BoardPrice = z.infer<typeof BoardPrice>;

export const BoardPriceChange = z.strictObject({ charged: z.boolean() }).meta({ id: 'BoardPriceChange' });
export type BoardPriceChange = z.infer<typeof BoardPriceChange>;

/**
 * The facts of a refusal for lack of credits, and the alternatives: wait for the next period, ask a cheaper board, or come back when the
 * balance is as likely as not to cover the price (null if that is on none of the forecast days, or unknown).
 */
export const creditsSpentFacts = {
  price,
  balance: z.int().min(0),
  credits: z.int(),
  period: CreditPeriod,
  renewsOn: PlainDate,
  renewsAt: Instant,
  retryAfterSeconds: z.int().min(1),
  affordableFrom: PlainDate.nullable(),
  affordableBoards: z.array(z.strictObject({ key: BoardKey, name: z.string(), price: price.nullable() })),
  freeClasses: z.array(ClassOfService),
};

/** The current price, and the price that the caller agreed to. */
export const priceRisenFacts = { price, maxPrice: z.int().min(0) };
