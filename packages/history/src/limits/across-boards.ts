import type { OverrideLogEntry } from '@weir/contract';
import type { RecordedBoard, RecordedEvent } from '../recorded-board.js';
import type { Fault } from '../verdict.js';
import { type Limit, loadOf } from './load.js';
import { changedLimit, isAllowed, Replay } from './replay.js';

type Logged = Pick<OverrideLogEntry, 'seq' | 'max' | 'load' | 'gain' | 'mode' | 'reason'> & {
  limit: { id: string };
};
/** A board, its log of overrides, and what it had before its first event, if that was not nothing. */
export type JudgedBoard = RecordedBoard & { overrides: readonly Logged[]; begun?: Replay };

type Step = { board: JudgedBoard; event: RecordedEvent };

/**
 * Replays all boards in the order of their commits. No limit of a board grows beyond its maximum with an event, and no limit of a
 * person across the boards with a transaction, except as the log of overrides says.
 */
export function limitFaults(boards: readonly JudgedBoard[]): Fault[] {
  const replays = new Map(boards.map((board) => [board, board.begun ?? new Replay()]));
  const personal = new Map<string, Limit>();
  const faults: Fault[] = [];
  for (const transaction of transactionsOf(boards)) {
    const before = loads();
    const changed = new Set<string>();
    for (const { board, event } of transaction) {
      for (const { limit, scope, before, after, max } of replays.get(board)!.check([event], board.overrides))
        faults.push({
          text: `${board.key}: event ${event.seq} (${event.type}) takes the ${scope} limit ${limit} from ${before} to ${after} of ${max}, and the log of overrides does not say so`,
          board: board.key,
          seq: event.seq,
        });
      for (const id of changePersonal(event)) changed.add(id);
    }
    for (const [id, load] of loads()) {
      const limit = personal.get(id)!;
      const was = before.get(id);
      if (was === undefined || changed.has(id)) continue;
      const { board, event } = transaction.at(-1)!;
      const entry = transaction
        .flatMap((step) => step.board.overrides.filter(({ seq }) => seq === step.event.seq))
        .find((each) => each.limit.id === id);
      if (!isAllowed(limit, was, load, entry))
        faults.push({
          text: `${board.key}: event ${event.seq} (${event.type}) takes the limit ${id} of a person across the boards from ${was} to ${load} of ${limit.max}, and the log of overrides does not say so`,
          board: board.key,
          seq: event.seq,
        });
    }
  }
  return faults;

  function loads(): Map<string, number> {
    const all = [...replays.values()].map(({ board }) => board);
    return new Map([...personal].map(([id, limit]) => [id, loadOf(all, limit)]));
  }

  /** Each board can change a limit of a person across the workspace, and only that board has the event. Returns the ids. */
  function changePersonal({ changes }: RecordedEvent): string[] {
    return changes.flatMap((change) => {
      if (!change.limit) return [];
      const known = personal.get(change.limit);
      const limit = changedLimit(known, change.limit, change);
      if (limit?.across === 'workspace') personal.set(change.limit, limit);
      else personal.delete(change.limit);
      return [change.limit];
    });
  }
}

/** The events of all boards by transaction, in the order of the commits. Those of a board keep their order. */
function transactionsOf(boards: readonly JudgedBoard[]): Step[][] {
  const steps = boards.flatMap((board) => board.events.map((event) => ({ board, event })));
  const ordered = steps.toSorted((one, other) => (one.event.commit ?? 0) - (other.event.commit ?? 0));
  const all: Step[][] = [];
  for (const step of ordered) {
    const last = all.at(-1);
    const { commit } = step.event;
    if (last && commit !== undefined && last[0]!.event.commit === commit) last.push(step);
    else all.push([step]);
  }
  return all;
}
