import { z } from 'zod';
import { Instant } from '../values/time.js';

const count = z.int().min(0);

/**
 * What is deleted with a board. `requests`: all of them, each with its answer. `undelivered`: cards of accepted requests that were
 * not delivered. `waiting`: people who wait for a notice of room, in the intake or in a column.
 */
export const BoardContent = z
  .strictObject({
    cards: count,
    undelivered: count,
    requests: count,
    comments: count,
    attachments: count,
    /** Links between its cards and cards of other boards. */
    links: count,
    waiting: count,
  })
  .meta({ id: 'BoardContent' });
export type BoardContent = z.infer<typeof BoardContent>;

export const BoardDeletion = z
  .strictObject({
    /** When the board will be deleted for good; null: its deletion is not planned. */
    deleteAt: Instant.nullable(),
    content: BoardContent,
  })
  .meta({ id: 'BoardDeletion' });
export type BoardDeletion = z.infer<typeof BoardDeletion>;

/** `name`: the board's, so that nobody deletes another one by mistake. */
export const NewBoardDeletion = z
  .strictObject({ name: z.string().max(200) })
  .meta({ id: 'NewBoardDeletion' });
export type NewBoardDeletion = z.infer<typeof NewBoardDeletion>;
