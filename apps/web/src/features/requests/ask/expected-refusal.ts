import type { RequesterBoard } from '@weir/contract';
import { throttledGateClasses } from '@weir/domain';

/** The codes with which an intake refuses a request. */
type IntakeRefusalCode =
  | 'intake-queue-full'
  | 'requester-quota-reached'
  | 'requester-rate-reached'
  | 'intake-gate-shut'
  | 'intake-gate-throttled'
  | 'intake-gate-probing';

type IntakeRefusal = {
  code: IntakeRefusalCode;
  /** Why the gate is not open, in its manager's words. */
  reason?: string | null;
  /** When the gate opens. */
  until?: string | null;
  depth?: number;
  retryAfterSeconds: number;
};

/**
 * The refusal that a standard request would get now; null while it would be taken. `waitSeconds` is the wait that
 * the board's pressure states: the door's own is 0 while any class is taken.
 */
export function expectedRefusal(door: RequesterBoard, waitSeconds: number): IntakeRefusal | null {
  const { classes, own } = door;
  const { gate, waiting, depth } = door.intake;
  if (classes.includes('standard')) return null;
  const retryAfterSeconds = Math.max(1, door.retryAfterSeconds || waitSeconds);
  const { reason, until, state } = gate;
  const byGate = (at: 'shut' | 'throttled' | 'probing') =>
    ({ code: `intake-gate-${at}`, reason, until, retryAfterSeconds }) as const;
  if (state === 'shut' || state === 'throttled') return byGate(state);
  if (waiting >= depth) return { code: 'intake-queue-full', depth, retryAfterSeconds };
  if (own.open >= own.quota) return { code: 'requester-quota-reached', retryAfterSeconds };
  if (state === 'probing') return byGate(state);
  return { code: 'requester-rate-reached', retryAfterSeconds };
}

/** The urgent classes that are taken although a standard request is not. */
export function classesStillTaken({ classes }: RequesterBoard): 'expedite' | 'fixedDate' | 'both' | null {
  const taken = throttledGateClasses.filter((claim) => classes.includes(claim));
  if (taken.length === 2) return 'both';
  return taken[0] === 'expedite' || taken[0] === 'fixedDate' ? taken[0] : null;
}
