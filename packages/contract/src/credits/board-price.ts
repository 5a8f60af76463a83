import { z } from 'zod';
import { BoardKey } from '../values/names.js';
import { Instant, PlainDate } from '../values/time.js';
import { ClassOfService } from '../values/vocabulary.js';
import { CreditAccount, CreditPeriod } from './credits.js';

const price = z.int().min(1);

/**
 * The price of each of the next ten working days: in 15%, 50% and 85% of the simulated futures it is not higher. `cheaper`: the part
 * of them in which it is lower than today’s.
 */
const forecastDay = z.strictObject({
  day: PlainDate,
  p15: price,
  p50: price,
  p85: price,
  cheaper: z.number().min(0.01).max(0.99),
});

/** `sample`: from how many changes of the board’s pressure, from one priced day to the next, since `from`. Or why it is unknown. */
export const PriceForecast = z
  .union([
    z.strictObject({ days: z.array(forecastDay), sample: z.int(), from: PlainDate }),
    z.strictObject({ unknown: z.string(), sample: z.int().min(0), needed: z.int().min(1) }),
  ])
  .meta({ id: 'PriceForecast' });
export type PriceForecast = z.infer<typeof PriceForecast>;

/**
 * What a request to the board costs the caller now. `state`: `off` without the experiment, `free` if this board charges nothing.
 * Then there is no price.
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
  })
  .meta({ id: 'BoardPrice' });
export type BoardPrice = z.infer<typeof BoardPrice>;

export const BoardPriceChange = z.strictObject({ charged: z.boolean() }).meta({ id: 'BoardPriceChange' });
export type BoardPriceChange = z.infer<typeof BoardPriceChange>;

/**
 * The facts of a refusal for lack of credits, and what can be done instead: wait for the next period, ask a cheaper board, or come back
 * when the price is as likely as not within the balance (null: not within the days that are forecast, or unknown).
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

/** The price now, and the one that the caller took it for. */
export const priceRisenFacts = { price, maxPrice: z.int().min(0) };
