import type { EventChange } from '@weir/contract';

/**
 * An event as a judge reads it, from the database or from a client. `commit` orders the events of all boards: two events with the
 * same one were written by one transaction. It is needed only for limits that count over several boards.
 */
export type RecordedEvent = {
  seq: number;
  type: string;
  at: Date;
  /** The id of who acted; null for the system and for plain SQL. */
  actor: string | null;
  changes: readonly EventChange[];
  commit?: number;
};

/** What is recorded of a board after a run. `clock`: the seq that the board itself says it is at. */
export type RecordedBoard = { key: string; events: readonly RecordedEvent[]; clock: number };
