import { z } from 'zod';
import { BoardKey, BoardNumber } from '../values/names.js';
import { PlainDate } from '../values/time.js';
import { count, flowScope } from './figures/flow-parts.js';

const common = {
  board: BoardKey,
  /** The day on the board when it was shown. */
  day: PlainDate,
  /** The last day that it spoke of. */
  due: PlainDate,
  window: z.int(),
};
const items = z.int().min(1);
const days = { promised: PlainDate, outcome: PlainDate.nullable() };

/**
 * A forecast that was shown and was wrong. `doneBy`, `delivered` and `request` were promised with 85%: a day, or a number of cards.
 * `outcome` null: it was not delivered by `due`. `chance`: what was at least 85% probable did not happen, or what was at most 15% probable
 * did. `card`: of a card without a request. `door`: of a new request, behind all others, so that `items` cards had to be delivered.
 * `together`: of several boards, each with its number of cards; `board` is the first of them.
 */
export const MissedForecast = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.enum(['doneBy', 'door']),
        ...common,
        items,
        ...days,
      })
      .meta({ id: 'MissedDoneBy' }),
    z
      .strictObject({ kind: z.literal('delivered'), ...common, promised: count, outcome: count })
      .meta({ id: 'MissedDelivered' }),
    z
      .strictObject({
        kind: z.literal('chance'),
        ...common,
        items,
        percent: z.int().min(5).max(95),
        happened: z.boolean(),
      })
      .meta({ id: 'MissedChance' }),
    z
      .strictObject({
        kind: z.literal('request'),
        ...common,
        request: BoardNumber,
        ...days,
      })
      .meta({ id: 'MissedRequest' }),
    z
      .strictObject({ kind: z.literal('card'), ...common, card: BoardNumber, ...days })
      .meta({ id: 'MissedCard' }),
    z
      .strictObject({
        kind: z.literal('together'),
        ...common,
        boards: z.array(z.strictObject({ key: BoardKey, items }).meta({ id: 'MissedBoard' })).max(50),
        ...days,
      })
      .meta({ id: 'MissedTogether' }),
  ])
  .meta({ id: 'MissedForecast' });
export type MissedForecast = z.infer<typeof MissedForecast>;

/** The most forecasts that are listed. */
export const mostMissed = 100;

/** Forecasts whose last day is from `from` to `to` and that were wrong: how many (`missed`), and the newest 100 of them. */
export const MissedForecasts = z
  .strictObject({
    ...flowScope,
    window: z.int().nullable(),
    missed: count,
    forecasts: z.array(MissedForecast).max(mostMissed),
  })
  .meta({ id: 'MissedForecasts' });
export type MissedForecasts = z.infer<typeof MissedForecasts>;
