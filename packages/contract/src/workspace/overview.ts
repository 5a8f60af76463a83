import { z } from 'zod';
import { BoardSummary } from '../board/board.js';
import { Cursor } from '../values/lists.js';
import { Person } from '../values/names.js';

const count = z.int().min(0);

/**
 * One board in figures. `capacity`: the limit of the board, otherwise the sum of its active columns’ limits; null if a column has
 * none. `ageing`: cards in active columns that take longer than 85% of the last 50 delivered cards took from commitment to delivery;
 * null if fewer than ten were delivered. `limits`: the board's own limits, and how many of them are full or exceeded.
 */
export const BoardOverview = BoardSummary.pick({ key: true, name: true, pressure: true, intake: true })
  .extend({
    inFlight: count,
    capacity: count.nullable(),
    overdue: count,
    blocked: count,
    ageing: count.nullable(),
    limits: z.strictObject({ total: count, full: count, over: count }),
  })
  .meta({ id: 'BoardOverview' });
export type BoardOverview = z.infer<typeof BoardOverview>;

/** A person with more cards than their limit: on one board, or on all boards where `board` is null. */
export const OverLimit = z
  .strictObject({
    person: Person,
    board: BoardSummary.pick({ key: true, name: true }).nullable(),
    load: count,
    max: count,
  })
  .meta({ id: 'OverLimit' });
export type OverLimit = z.infer<typeof OverLimit>;

/** The boards that are not archived, by key. `people` is on the first page only, the 50 who are furthest over their limit. */
export const Overview = z
  .strictObject({ items: z.array(BoardOverview), nextCursor: Cursor.nullable(), people: z.array(OverLimit) })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;
