import { Injectable } from '@nestjs/common';
import type { Gate } from '@weir/contract';
import type { ClassOfService, RetryFacts } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

/** Everything that decides whether a board admits a request, and when each obstacle ends: `weir.door_facts`. */
export type DoorFacts = Omit<RetryFacts, 'now' | 'gate' | 'nextDeliveryAt'> & {
  /** The board's time at which these facts hold. */
  now: string;
  /** As stored: see `effectiveGate`. */
  gate: Gate;
  /** Why the gate moved by itself, as a code. */
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
  /** The requester's own figures; zero without a requester. */
  open: number;
  lastHour: number;
  lastDay: number;
};

/** The facts as of a refusal, with the refused claim and whether it came by the form. */
export type RefusedAtDoor = DoorFacts & { claim: ClassOfService; byForm: boolean };

@Injectable()
export class DoorRepository {
  constructor(private readonly pool: Pool) {}

  /** One statement, so all figures are from one moment. `requesterId` is a member's or a guest's id; null: no requester. */
  async read(
    { workspaceId, boardId }: BoardIds,
    { requesterId, isGuest, now }: { requesterId: string | null; isGuest: boolean; now: Date },
  ): Promise<DoorFacts> {
    const { rows } = await this.pool.query<{ facts: DoorFacts | null }>({
      name: 'door',
      text: 'SELECT weir.door_facts($1, $2, $3, $4, $5) AS facts',
      values: [workspaceId, boardId, requesterId, isGuest, now],
    });
    if (!rows[0]?.facts) throw new Error(`board ${boardId} has no intake`);
    return rows[0].facts;
  }
}
