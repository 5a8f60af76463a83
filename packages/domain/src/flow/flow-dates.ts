import type { Column } from '../board/board.js';
import type { Moment } from '../time/moment.js';

export type FlowDates = { committedAt: Moment | null; deliveredAt: Moment | null };

/**
 * The dates of a card that enters a column `at` a moment; a new card has neither. It is committed on entering
 * the first active column or any later one, once, and no longer when it goes back before it. It is delivered
 * on entering a done column; that date stays between done columns and is cleared on leaving them.
 */
export function flowDatesOnEntry(card: FlowDates, into: Pick<Column, 'kind'>, at: Moment): FlowDates {
  return {
    committedAt: into.kind === 'queue' ? null : (card.committedAt ?? at),
    deliveredAt: into.kind === 'done' ? (card.deliveredAt ?? at) : null,
  };
}
