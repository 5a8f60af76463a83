import type { ProblemCode, RequesterBoard } from '@weir/contract';
import { inWords, throttledGateClasses } from '@weir/domain';

/** A refusal before it is one: `until` of a gate, `depth` of a queue. */
export type RefusedNow = {
  code: ProblemCode;
  detail: string;
  until?: string | null;
  depth?: number;
  retryAfterSeconds: number;
};

/**
 * What a standard request would be told at the door now, before anybody writes one; null while it would be
 * taken. `waitSeconds` is that of the board's pressure, for the door's own is 0 while any class is taken.
 */
export function refusedNow(door: RequesterBoard, waitSeconds: number): RefusedNow | null {
  const { classes, own } = door;
  const { gate, waiting, depth } = door.intake;
  if (classes.includes('standard')) return null;
  const retryAfterSeconds = Math.max(1, door.retryAfterSeconds || waitSeconds);
  const { reason, until, state } = gate;
  const ofGate = (at: 'shut' | 'throttled' | 'probing') => {
    const code = `intake-gate-${at}` as const;
    return { code, detail: inWords({ code, reason, until }), until, retryAfterSeconds };
  };
  if (state === 'shut' || state === 'throttled') return ofGate(state);
  if (waiting >= depth) {
    const code = 'intake-queue-full';
    return { code, detail: inWords({ code, waiting, depth }), depth, retryAfterSeconds };
  }
  if (own.open >= own.quota) {
    const code = 'requester-quota-reached';
    return { code, detail: inWords({ code, ...own }), retryAfterSeconds };
  }
  if (state === 'probing') return ofGate(state);
  const detail = 'You sent so many requests here of late that the next has to wait a little.';
  return { code: 'requester-rate-reached', detail, retryAfterSeconds };
}

/** The classes that are taken all the same, in words for a sentence; null where none is. */
export function takenAllTheSame({ classes }: RequesterBoard): string | null {
  const taken = throttledGateClasses.filter((claim) => classes.includes(claim));
  if (taken.length === 0) return null;
  return taken.map((claim) => (claim === 'expedite' ? 'expedite' : 'fixed-date')).join(' or ');
}
