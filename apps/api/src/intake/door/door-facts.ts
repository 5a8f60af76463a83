import type { Gate } from '@weir/contract';
import type { ClassOfService, RetryFacts, SheddableQueue } from '@weir/domain';

/** Everything that decides whether a board admits a request, and when each obstacle ends: `weir.door_facts`. */
export type DoorFacts = Omit<RetryFacts, 'now' | 'gate' | 'nextDeliveryAt'> & {
  /** The board's time at which these facts hold. */
  now: string;
  /** As stored: see `effectiveGate`. */
  gate: Gate;
  /** Why the system moved the gate, as a code. */
  gateCause: string | null;
  depth: number;
  formDepth: number;
  quota: number;
  perHour: number | null;
  perDay: number | null;
  waiting: number;
  guestsWaiting: number;
  /** The waiting requests that were submitted since the gate began probing. */
  probing: number;
  expediteWaits: boolean;
  highWatermark: number | null;
  lowWatermark: number | null;
  /** The waiting requests that can be shed. */
  sheddable: SheddableQueue['sheddable'];
  /** The requester's own figures; zero without a requester. */
  open: number;
  lastHour: number;
  lastDay: number;
};

/** The facts as of a refusal, with the refused claim and whether it came with a ticket or by the form. */
export type RefusedAtDoor = DoorFacts & { claim: ClassOfService; byTicket: boolean; byForm: boolean };
