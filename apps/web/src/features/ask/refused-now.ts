import { type BoardDoor, type Problem, problem } from '@weir/contract';
import { inWords, throughThrottledGate } from '@weir/domain';

/**
 * What a standard request would be told at the door now, before anybody writes one; null while it would be
 * taken. `retryAfterSeconds` is that of the board's pressure, for the door's own is 0 while any class is taken.
 * How often one has asked lately is not known here: only the door itself counts that.
 */
export function refusedNow(door: BoardDoor, retryAfterSeconds: number): Problem | null {
  const { classes, own, forecast } = door;
  const { gate, waiting, depth } = door.intake;
  if (classes.includes('standard')) return null;
  const wait = { retryAfterSeconds: Math.max(1, door.retryAfterSeconds, retryAfterSeconds), forecast };
  const { reason, until } = gate;
  if (gate.state === 'shut' || gate.state === 'throttled') {
    const code = `intake-gate-${gate.state}` as const;
    return problem(code, inWords({ code, reason, until }), { reason, until, ...wait });
  }
  if (waiting >= depth) {
    const code = 'intake-queue-full';
    return problem(code, inWords({ code, waiting, depth }), { waiting, depth, ...wait });
  }
  if (own.open >= own.quota) {
    const code = 'requester-quota-reached';
    return problem(code, inWords({ code, ...own }), { ...own, ...wait });
  }
  const code = 'intake-gate-probing';
  return problem(code, inWords({ code, reason, until }), { reason, until, ...wait });
}

/** The classes that are taken all the same, in words for a sentence; null where none is. */
export function takenAllTheSame({ classes }: BoardDoor): string | null {
  const taken = throughThrottledGate.filter((claim) => classes.includes(claim));
  if (taken.length === 0) return null;
  return taken.map((claim) => (claim === 'expedite' ? 'expedite' : 'fixed-date')).join(' and ');
}
