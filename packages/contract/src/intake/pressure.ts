import { z } from 'zod';
import { Id } from '../values/names.js';
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
 * A board's load signal. `columns` are the active ones; `max` is null without a limit. `retryAfterSeconds`
 * says when a standard request of somebody without requests here can be admitted, and is not shed on arrival; 0 while that
 * is so, null if the gate stays until a person changes it.
 */
export const Pressure = z
  .strictObject({
    state: PressureState,
    level: z.number().min(0).max(1),
    gate: Gate,
    /** The rest that the board takes; null if it does not rest. A proposal is not shown. */
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
  })
  .meta({ id: 'Pressure' });
export type Pressure = z.infer<typeof Pressure>;
