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
    /** How many of its cards and requests wait on other boards, and how many of other boards wait on it. */
    waiting: count,
    awaited: count,
  })
  .meta({ id: 'WaitsMapBoard' });
export type WaitsMapBoard = z.infer<typeof WaitsMapBoard>;

/**
 * Who waits on whom: the boards with waits that the caller may read, by key. `bottleneck`: of the boards that are at least tight,
 * the one with the largest product of level and `awaited`.
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
