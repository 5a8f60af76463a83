import { z } from 'zod';
import { BoardKey } from '../values/names.js';
import { Instant } from '../values/time.js';
import { PressureState } from '../values/vocabulary.js';

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
