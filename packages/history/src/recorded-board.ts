import type { EventChange } from '@weir/contract';

/**
 * An event for a judge, from the database or from a client. `commit` orders the events of all boards, and the events of one transaction
 * have the same. Only limits that count over several boards need it.
 */
export type RecordedEvent = {
  seq: number;
  type: string;
  at: Date;
  /** The id of the person; null for the system and for plain SQL. */
  actor: string | null;
  changes: readonly EventChange[];
  commit?: number;
};

/** The recorded events of a board after a run. `clock`: the board's current seq in its own row. */
export type RecordedBoard = { key: string; events: readonly RecordedEvent[]; clock: number };
