import type { RecordedBoard, RecordedEvent } from '../recorded-board.js';
import type { Fault } from '../verdict.js';
import { type Limit, loadOf } from './load.js';
import { changedLimit, isAllowed, type LoggedOverride, Replay } from './replay.js';

/** A board with its log of overrides. `begun`: the board before its first event; absent if it was empty. */
export type JudgedBoard = RecordedBoard & { overrides: readonly LoggedOverride[]; begun?: Replay };

type Step = { board: JudgedBoard; event: RecordedEvent };

/**
 * Replays all boards in the order of their commits, and finds limits that were exceeded. An event may not take a limit of a board beyond
 * its maximum, and a transaction may not take a limit of a person across the boards beyond it, unless the log of overrides has the change.
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
          text: `${board.key}: event ${event.seq} (${event.type}) takes the ${scope} limit ${limit} from ${before} to ${after} of ${max}, without a right entry in the log of overrides`,
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
          text: `${board.key}: event ${event.seq} (${event.type}) takes the limit ${id} of a person across the boards from ${was} to ${load} of ${limit.max}, without a right entry in the log of overrides`,
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

  /** Applies changes of the limits of persons across the workspace. Any board can have such an event. Returns the ids. */
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

/** The events of all boards by transaction, in the order of the commits. The events of a board keep their order. */
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
