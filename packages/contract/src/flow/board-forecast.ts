import { forecastHistoryDays, windowDays } from '@weir/domain';
import { z } from 'zod';
import { BoardKey } from '../values/names.js';
import { PlainDate, TimeZone } from '../values/time.js';
import { RequestForecastRecord } from './scores.js';
import { WindowParam } from './window-param.js';

const mostItems = 10_000;
const mostBoards = 50;

const Items = z.int().min(1).max(mostItems);
const ItemsParam = z.codec(z.string().regex(/^\d{1,15}$/, 'items'), Items, {
  decode: (digits) => Number(digits),
  encode: (value) => String(value),
});

const by = PlainDate.optional().meta({
  description:
    'How many cards are delivered by the end of this day, and how probable it is that `items` are.',
  examples: ['2027-03-31'],
});
const window = WindowParam.optional().meta({
  description: `How many days of the past the forecast draws from, up to yesterday: ${windowDays.least} to ${windowDays.most}, ${forecastHistoryDays} without it.`,
  examples: [String(forecastHistoryDays)],
});

/** `items`, `by` or both. */
export const BoardForecastQuery = z
  .strictObject({
    items: ItemsParam.optional().meta({
      description: 'When this many more cards are delivered: 1 to 10,000.',
      examples: ['12'],
    }),
    by,
    window,
  })
  .refine(({ items, by }) => items !== undefined || by !== undefined, {
    error: 'itemsOrDay',
    path: ['items'],
  });
export type BoardForecastQuery = z.infer<typeof BoardForecastQuery>;

/** `PLAT:12,OPS:5`: the key of each board and how many of its cards. */
const BoardItems = z
  .string()
  .max(2000)
  .regex(/^[A-Z0-9]{2,10}:\d{1,15}(?:,[A-Z0-9]{2,10}:\d{1,15})*$/, { error: 'boardItems', abort: true })
  .transform((text) =>
    text.split(',').map((each) => {
      const [key = '', items] = each.split(':');
      return { key, items: Number(items) };
    }),
  )
  .pipe(
    z
      .array(z.strictObject({ key: BoardKey, items: Items }))
      .max(mostBoards)
      .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, { error: 'boardTwice' }),
  );

export const BoardsForecastQuery = z.strictObject({
  boards: BoardItems.meta({
    description: `The boards and how many more cards of each: 1 to ${mostBoards} boards, with commas between them.`,
    examples: ['PLAT:12,OPS:5'],
  }),
  by,
  window,
});
export type BoardsForecastQuery = z.infer<typeof BoardsForecastQuery>;

const Unknown = z.strictObject({ unknown: z.string() });

const dayOrNone = PlainDate.nullable();

/** The first days by which it is done with 50, 70, 85 and 95%. Null: more than two years ahead. */
export const ForecastDays = z
  .strictObject({ p50: dayOrNone, p70: dayOrNone, p85: dayOrNone, p95: dayOrNone })
  .meta({ id: 'ForecastDays' });
export type ForecastDays = z.infer<typeof ForecastDays>;

const count = z.int().min(0);

/** At least so many cards are delivered, with 50, 70, 85 and 95%. */
export const ForecastCounts = z
  .strictObject({ p50: count, p70: count, p85: count, p95: count })
  .meta({ id: 'ForecastCounts' });
export type ForecastCounts = z.infer<typeof ForecastCounts>;

/**
 * A probability in percent, from 5 to 95. `bound` `above`: more than 95%, never 100. `below`: less than 5%, never 0. Otherwise
 * null, and `percent` is rounded.
 */
export const Chance = z
  .strictObject({ percent: z.int().min(5).max(95), bound: z.enum(['above', 'below']).nullable() })
  .meta({ id: 'Chance' });
export type Chance = z.infer<typeof Chance>;

const Part = z
  .strictObject({ from: PlainDate, to: PlainDate, days: count, delivered: count })
  .meta({ id: 'WindowPart' });

/**
 * Whether the two parts of the window look like the same board. If they do not (`stable` false), the forecast may describe a
 * board that has changed; `advice` says what to do, and `window` is a shorter window that fits, where there is one. `pValue` (0 to
 * 1): how often chance alone makes the parts differ as much.
 */
export const Stability = z
  .strictObject({
    stable: z.boolean(),
    earlier: Part,
    later: Part,
    pValue: z.number().min(0).max(1),
    window: z.int().nullable(),
    advice: z.string().nullable(),
  })
  .meta({ id: 'Stability' });
export type Stability = z.infer<typeof Stability>;

/**
 * What a forecast is based on: `sample` cards, delivered on `daysWithDeliveries` of the `days` since `from`, up to yesterday. On a
 * board younger than the `window` there are fewer days than that. The same seed and history give the same forecast.
 */
export const ForecastBasis = z
  .strictObject({
    window: z.int(),
    from: PlainDate,
    days: count,
    sample: count,
    daysWithDeliveries: count,
    trials: count,
    seed: z.int(),
    /** Null where there is no forecast. */
    stability: Stability.nullable(),
  })
  .meta({ id: 'ForecastBasis' });
export type ForecastBasis = z.infer<typeof ForecastBasis>;

const ofOneBoard = {
  today: PlainDate,
  timeZone: TimeZone,
  /** The question. */
  asked: z.strictObject({ items: Items.nullable(), by: dayOrNone }),
  doneBy: z.union([ForecastDays, Unknown]).nullable(),
  delivered: z.union([ForecastCounts, Unknown]).nullable(),
  chance: z.union([Chance, Unknown]).nullable(),
  basis: ForecastBasis,
};

/**
 * When a board has delivered the `items` asked for (`doneBy`), how many cards it has delivered by the end of the day `by`
 * (`delivered`), and how probable it is that the `items` are done by then (`chance`). Null is what was not asked. Days are in the board's time zone
 * and begin tomorrow; those in `doneBy` are its working days. `record`: how often such forecasts of the board were right.
 */
export const BoardForecast = z
  .strictObject({ ...ofOneBoard, record: RequestForecastRecord })
  .meta({ id: 'BoardForecast' });
export type BoardForecast = z.infer<typeof BoardForecast>;

/**
 * When all boards have delivered their cards, and how probable it is that all have by the end of the day `by`: from the product
 * of the boards' distributions. Unknown if one of them is. `record`: how often forecasts of several of these boards together were
 * right. `boards` has each board alone, in the order of the question.
 */
export const BoardsForecast = z
  .strictObject({
    by: dayOrNone,
    doneBy: z.union([ForecastDays, Unknown]),
    chance: z.union([Chance, Unknown]).nullable(),
    record: RequestForecastRecord,
    boards: z
      .array(
        z.strictObject({ key: BoardKey, name: z.string(), ...ofOneBoard }).meta({ id: 'OneBoardForecast' }),
      )
      .max(mostBoards),
  })
  .meta({ id: 'BoardsForecast' });
export type BoardsForecast = z.infer<typeof BoardsForecast>;
