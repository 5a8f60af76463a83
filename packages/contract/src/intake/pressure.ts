import { z } from 'zod';
import { BoardKey, Id } from '../values/names.js';
import { Instant } from '../values/time.js';
import { PressureState } from '../values/vocabulary.js';
import { Gate } from './gate.js';
import { BoardRest } from './rest.js';

/** How full a board is: a number from 0 to 1, and a word for it. */
export const PressureLevel = z
  .strictObject({ state: PressureState, level: z.number().min(0).max(1) })
  .meta({ id: 'PressureLevel' });
export type PressureLevel = z.infer<typeof PressureLevel>;

export const PressureReason = z.strictObject({ code: z.string(), text: z.string() }).meta({ id: 'Because' });
export type PressureReason = z.infer<typeof PressureReason>;

/**
 * How much of the work that a board has room for waits on other boards, and how full those boards are. `circle`: the board waits on
 * itself, through others. Callers who may not read all boards that it waits on get `level` rounded to a tenth, null for `waiting`, and
 * only the boards that they may read. `circle` is null for callers who may not read all its boards.
 */
export const DownstreamPressure = z
  .strictObject({
    level: z.number().min(0).max(1),
    /** How many open cards and requests wait on other boards. */
    waiting: z.int().min(0).nullable(),
    /** How many open cards there are, plus requests that wait on other requests. */
    work: z.int().min(0),
    boards: z.array(
      z.strictObject({
        key: BoardKey,
        state: PressureState,
        level: z.number().min(0).max(1),
        /** How many cards and requests wait on it. */
        waiting: z.int().min(0),
        oldestSince: Instant,
      }),
    ),
    circle: z.array(BoardKey).nullable(),
  })
  .meta({ id: 'DownstreamPressure' });
export type DownstreamPressure = z.infer<typeof DownstreamPressure>;

/**
 * A board's load signal. `columns` are the active ones; `max` is null without a limit. `retryAfterSeconds`
 * says when a standard request of somebody without requests here can be admitted, and is not shed on arrival; 0 while that
 * is so, null if the gate stays until a person changes it.
 */
export const Pressure = z
  .strictObject({
    state: PressureState,
    level: z.number().min(0).max(1),
    gate: Gate,
    /** The current rest of the board; null if it does not rest. A proposal is not shown. */
    rest: BoardRest.nullable(),
    because: z.array(PressureReason),
    columns: z.array(
      z.strictObject({ id: Id, name: z.string(), load: z.int().min(0), max: z.int().min(0).nullable() }),
    ),
    intake: z.strictObject({
      waiting: z.int().min(0),
      depth: z.int().min(0),
      /** The age of the oldest waiting request; null if none waits. */
      oldestAgeSeconds: z.int().min(0).nullable(),
      overdue: z.int().min(0),
    }),
    retryAfterSeconds: z.int().min(0).nullable(),
    /** The pressure from the boards that its work waits on. */
    downstream: DownstreamPressure,
  })
  .meta({ id: 'Pressure' });
export type Pressure = z.infer<typeof Pressure>;
