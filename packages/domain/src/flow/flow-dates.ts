import type { Column } from '../board/board.js';
import type { Moment } from '../time/moment.js';

export type FlowDates = { committedAt: Moment | null; deliveredAt: Moment | null };

/**
 * The milestones of a card that enters a column `at` a moment; a new card comes with both null.
 * Committed on entering the first active column or any after it, once; no longer on going back before it.
 * Delivered on entering a done column, kept between done columns, cleared on leaving them.
 */
export function flowDatesOnEntry(card: FlowDates, into: Pick<Column, 'kind'>, at: Moment): FlowDates {
  return {
    committedAt: into.kind === 'queue' ? null : (card.committedAt ?? at),
    deliveredAt: into.kind === 'done' ? (card.deliveredAt ?? at) : null,
  };
}
