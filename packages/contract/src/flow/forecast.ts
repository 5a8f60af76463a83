import { z } from 'zod';
import { PlainDate } from '../values/time.js';
import { RequestForecastRecord } from './scores.js';

const Known = z.strictObject({ p50: PlainDate, p85: PlainDate, sample: z.int().min(0), from: PlainDate });
const Unknown = z.strictObject({ unknown: z.string() });

/**
 * Days by which similar work is delivered: `p50` for half of it, `p85` for 85% of it, from `sample` cards
 * delivered since `from`. Or why it is unknown.
 */
export const Forecast = z.union([Known, Unknown]).meta({ id: 'Forecast' });
export type Forecast = z.infer<typeof Forecast>;

const atItsPlace = {
  /** By its own place on the board: the cards in later columns and those before it in its column are delivered first. */
  inPlace: Forecast,
  /** How many cards are delivered until this one is, including itself. Null for a delivered or archived card. */
  ahead: z.int().min(1).nullable(),
  /** How often such forecasts of the board were right. */
  record: RequestForecastRecord,
};

/**
 * When a card is delivered (`inPlace`), with the record of such forecasts. Beside it, when it would be delivered if a trade displaced it
 * now: `p50`, `p85`, `sample` and `from`, or `unknown`.
 */
export const CardForecast = z
  .union([Known.extend(atItsPlace), Unknown.extend(atItsPlace)])
  .meta({ id: 'CardForecast' });
export type CardForecast = z.infer<typeof CardForecast>;
