import { z } from 'zod';
import { PageQuery, page } from '../values/lists.js';
import { BoardKey, BoardNumber, Ref } from '../values/names.js';
import { Instant } from '../values/time.js';
import { PressureState, WaitState } from '../values/vocabulary.js';
import { Waiter } from './waits.js';

const count = z.int().min(0);
const level = z.number().min(0).max(1);

/** A board on the map of waits. */
export const WaitsMapBoard = z
  .strictObject({
    key: BoardKey,
    name: z.string(),
    state: PressureState,
    /** How full it is. */
    level,
    /** The level of its downstream pressure. */
    downstream: level,
    /** How many of its cards and requests wait on other boards, and how many cards and requests of other boards wait on it. */
    waiting: count,
    awaited: count,
  })
  .meta({ id: 'WaitsMapBoard' });
export type WaitsMapBoard = z.infer<typeof WaitsMapBoard>;

/**
 * The boards that have waits and that the caller may read, sorted by key, and which of them wait on which. `bottleneck`: the board, at
 * least tight, with the largest product of level and `awaited`.
 */
export const WaitsMap = z
  .strictObject({
    boards: z.array(WaitsMapBoard),
    waits: z.array(
      z.strictObject({ from: BoardKey, on: BoardKey, count: z.int().min(1), oldestSince: Instant }),
    ),
    /** Boards that wait on each other, through others or directly. */
    circles: z.array(z.array(BoardKey)),
    bottleneck: z.strictObject({ board: BoardKey, level, awaited: count, text: z.string() }).nullable(),
  })
  .meta({ id: 'WaitsMap' });
export type WaitsMap = z.infer<typeof WaitsMap>;

/** The cards and requests of the board `from` that wait on requests of the board `on`. */
export const BoardWaitsQuery = PageQuery.extend({
  from: BoardKey.meta({ description: 'The key of the board that waits.', examples: ['PROD'] }),
  on: BoardKey.meta({ description: 'The key of the board that it waits on.', examples: ['OPS'] }),
});
export type BoardWaitsQuery = z.infer<typeof BoardWaitsQuery>;

/** A card or a request that waits on another board, and the requests of that board that it waits on, the oldest wait first. */
export const BoardWaiter = Waiter.extend({
  waitsOn: z.array(z.strictObject({ number: BoardNumber, ref: Ref, title: z.string(), state: WaitState })),
}).meta({ id: 'BoardWaiter' });
export type BoardWaiter = z.infer<typeof BoardWaiter>;

/** The longest wait first. */
export const BoardWaits = page(BoardWaiter).meta({ id: 'BoardWaits' });
export type BoardWaits = z.infer<typeof BoardWaits>;
