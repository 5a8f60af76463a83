import { z } from 'zod';
import { BoardKey, BoardNumber } from '../../values/names.js';
import { PlainDate, TimeZone } from '../../values/time.js';
import { ClassOfService } from '../../values/vocabulary.js';

const count = z.int().min(0);
const seconds = z.int().min(0);
/** Days, the first and the last included: a card that was started and finished on one day took 1. */
export const days = z.int();

/**
 * What figures are about. `today` is not over, so its figures still change. `timeZone` is null if the boards have different
 * ones: each counts its own days, and `today` is the day of the board furthest behind. `unread`: the events of the boards that are not
 * in the figures yet, because they are read in the background; usually 0.
 */
export const flowScope = {
  boards: z.array(BoardKey),
  from: PlainDate,
  to: PlainDate,
  today: PlainDate,
  timeZone: TimeZone.nullable(),
  unread: count,
};

/**
 * The cards delivered in this time whose dates are faulty: `gap`, the log does not say all of where it was; `negative`, it was
 * delivered before it was committed, or committed before its request was submitted; `noDates`, it was imported without the date of its
 * delivery; `noStart`, without that of its start. Averages leave out the cards whose dates they need.
 */
export const FlowFaults = z
  .strictObject({ gap: count, negative: count, noDates: count, noStart: count })
  .meta({ id: 'FlowFaults' });
export type FlowFaults = z.infer<typeof FlowFaults>;

/** Nearest-rank percentiles: the smallest value that at least this share of the sample does not exceed. */
export const Percentiles = z
  .strictObject({ p50: days, p70: days, p85: days, p95: days })
  .meta({ id: 'Percentiles' });
export type Percentiles = z.infer<typeof Percentiles>;

/** `title` is null if the card was deleted. */
export const flowCard = {
  board: BoardKey,
  number: BoardNumber,
  title: z.string().nullable(),
};

export const classOfCard = { classOfService: ClassOfService };
export { count, seconds };
