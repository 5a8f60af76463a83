import { Injectable } from '@nestjs/common';
import type { Gate } from '@weir/contract';
import {
  type AdmissionFacts,
  type AdmissionRefusal,
  admit,
  admittedClasses,
  type ClassOfService,
  effectiveGate,
  quotaUnderGate,
  retryAfterSeconds,
} from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import type { Refusal } from '../../result.js';
import { type DoorFacts, DoorRepository } from './door.repository.js';

/** The requester: a member's or a guest's id, or null for somebody without requests. */
export type Requester = { requesterId: string | null; now: Date };

/** Whether the board would admit a request now. */
export type Door = {
  gate: Gate;
  waiting: number;
  depth: number;
  /** The requester's waiting requests, and how many they can have. */
  open: number;
  quota: number;
  /** The classes in which a request would be admitted. */
  classes: ClassOfService[];
  /** Seconds until a request of class standard can be admitted; 0: now. */
  retryAfterSeconds: number;
};

/**
 * The door of a board: whether it admits a request, and when to come back. The database decides every submission by
 * the same rules; this service predicts its decision and explains its refusals.
 */
@Injectable()
export class DoorService {
  constructor(
    private readonly repository: DoorRepository,
    private readonly forecasts: ForecastsService,
  ) {}

  async read(board: BoardIds, { requesterId, now }: Requester): Promise<Door> {
    const facts = await this.repository.read(board, requesterId, now);
    const admission = admissionFacts(facts, now);
    const { gate, waiting, depth, open, quota } = admission;
    const refused = refusalOf(admission);
    return {
      gate,
      waiting,
      depth,
      open,
      quota: quotaUnderGate(gate.state, quota),
      classes: admittedClasses(admission),
      retryAfterSeconds: refused ? await this.retryAfter(refused, board, facts, now) : 0,
    };
  }

  /** The gate, and the obstacle to a request by the public form from any guest. */
  async readForForm(board: BoardIds, now: Date): Promise<{ gate: Gate; refusal: Refusal | null }> {
    const facts = await this.repository.read(board, null, now);
    const form = { waiting: facts.guestsWaiting, depth: facts.formDepth };
    const admission = { ...admissionFacts(facts, now), form };
    const { gate } = admission;
    const refused = refusalOf(admission);
    if (!refused) return { gate, refusal: null };
    const { code, ...why } = refused;
    const wait = { retryAfterSeconds: await this.retryAfter(refused, board, facts, now) };
    return { gate, refusal: { code, facts: { ...why, ...wait } } };
  }

  /**
   * Adds to a refusal of the database when a place becomes free and the forecast of a request that came in last now, if
   * the place becomes free by itself. Other refusals stay as they are. It costs one statement, and one more per minute,
   * because a flood of refusals must stay cheap.
   */
  async explain(refusal: Refusal, board: BoardIds, { requesterId, now }: Requester): Promise<Refusal> {
    switch (refusal.code) {
      case 'intake-gate-shut':
      case 'intake-gate-throttled':
      case 'intake-gate-probing':
      case 'intake-queue-full':
      case 'form-places-taken':
      case 'requester-quota-reached':
      case 'requester-rate-reached': {
        const refused = { code: refusal.code, ...refusal.facts } as AdmissionRefusal;
        const facts = await this.repository.read(board, requesterId, now);
        const wait = {
          retryAfterSeconds: await this.retryAfter(refused, board, facts, now),
          ...(refusal.code !== 'requester-rate-reached' && {
            forecast: await this.forecasts.recentlyBehind(board, facts.waiting + 1),
          }),
        };
        return { ...refusal, facts: { ...refusal.facts, ...wait } };
      }
      default:
        return refusal;
    }
  }

  private async retryAfter(
    refused: AdmissionRefusal,
    board: BoardIds,
    facts: DoorFacts,
    now: Date,
  ): Promise<number> {
    const isGate = refused.code.startsWith('intake-gate');
    const nextDeliveryAt = isGate ? await this.forecasts.nextDeliveryAt(board, facts.gateCause) : null;
    return retryAfterSeconds(refused, { ...facts, nextDeliveryAt, now });
  }
}

function admissionFacts(
  facts: DoorFacts,
  now: Date,
): Omit<AdmissionFacts, 'claim' | 'gate'> & { gate: Gate } {
  const { perHour, perDay, lastHour, lastDay } = facts;
  return { ...facts, gate: effectiveGate(facts.gate, now), rate: { perHour, perDay, lastHour, lastDay } };
}

/** The obstacle to a request of class standard. */
function refusalOf(facts: Omit<AdmissionFacts, 'claim'>): AdmissionRefusal | null {
  const admitted = admit({ ...facts, claim: 'standard' });
  return admitted.ok ? null : admitted.refusal;
}
