import { Injectable } from '@nestjs/common';
import type { Gate, IntakeReason, SheddingRule } from '@weir/contract';
import {
  type AdmissionFacts,
  type AdmissionRefusal,
  admittedClasses,
  type ClassOfService,
  effectiveGate,
  findClaimObstacles,
  findObstacles,
  findShedding,
  longestRefusal,
  quotaUnderGate,
  roomForRequests,
  sheddingRule,
  type TimedRefusal,
  timeRefusals,
} from '@weir/domain';
import { codedText } from '../../coded-text.js';
import type { BoardIds } from '../../database/board-ids.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import type { Refusal } from '../../result.js';
import { DoorRepository } from './door.repository.js';
import type { DoorFacts, RefusedAtDoor } from './door-facts.js';
import { formDoorRefusals } from './refusal-codes.js';

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
  /** The board's rule of shedding, and what it would do to a request now. */
  shedding: SheddingRule | null;
  /** The classes in which a request would be admitted. */
  classes: ClassOfService[];
  /** Why a request of class standard would be refused, or shed on arrival. */
  reasons: IntakeReason[];
  /** Seconds until a request of class standard is admitted and not shed; 0: now, null: when a person opens the gate. */
  retryAfterSeconds: number | null;
};

/** The door for the public form. `waiting`: how many requests wait in all. */
export type FormDoor = {
  gate: Gate;
  refusal: Refusal | null;
  places: { waiting: number; depth: number };
  waiting: number;
  shedding: SheddingRule | null;
};

/** A request that has its place already is refused only for its class. */
type Explained = Requester & { claim?: ClassOfService };

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
    const facts = await this.repository.read(board, { requesterId, isGuest: false, now });
    const admission = admissionFacts(facts, now);
    const { gate, waiting, depth, open, quota } = admission;
    const obstacles = findObstacles({ ...admission, claim: 'standard' });
    const reasons = await this.timed(
      [...obstacles, ...findShedding(aNewRequest, facts, facts)],
      board,
      facts,
    );
    return {
      gate,
      waiting,
      depth,
      open,
      quota: quotaUnderGate(gate.state, quota),
      shedding: sheddingRule(facts, facts),
      classes: admittedClasses(admission),
      reasons: reasons.map(toReason),
      retryAfterSeconds: longestRefusal(reasons)?.retryAfterSeconds ?? (reasons.length > 0 ? null : 0),
    };
  }

  /**
   * The gate, the obstacle to a request by the public form from any guest, and how full it is: of the form's places, or of
   * the whole queue if that has fewer left.
   */
  async readForForm(board: BoardIds, now: Date): Promise<FormDoor> {
    const facts = await this.repository.read(board, { requesterId: null, isGuest: true, now });
    const form = placesOfForm(facts);
    const admission = { ...admissionFacts(facts, now), form };
    const { gate, waiting, depth } = admission;
    const obstacles = findObstacles({ ...admission, claim: 'standard' });
    const reasons = await this.timed(withShedding(obstacles, aNewRequest, facts), board, facts);
    const places = depth - waiting < form.depth - form.waiting ? { waiting, depth } : form;
    return { gate, refusal: toRefusal(reasons), places, waiting, shedding: sheddingRule(facts, facts) };
  }

  /** The rules of shedding of these boards, by id, and what they would do to a request now. One statement. */
  async shedding(
    workspaceId: string,
    boardIds: readonly string[],
    now: Date,
  ): Promise<Map<string, SheddingRule | null>> {
    const doors = await this.repository.readAll(workspaceId, [...new Set(boardIds)], now);
    return new Map([...doors].map(([id, facts]) => [id, sheddingRule(facts, facts)]));
  }

  /**
   * Names every reason for a refusal of the door and when it ends, from what the database knew as it refused, and adds the
   * forecast of a request that came in last now. Other refusals stay as they are. It costs a statement a minute, because a
   * flood of refusals must stay cheap; a change of a waiting request (`claim`) costs one more.
   */
  async explain(
    { door, ...refusal }: Refusal,
    board: BoardIds,
    { requesterId, now, claim }: Explained,
  ): Promise<Refusal> {
    if (!formDoorRefusals.includes(refusal.code)) return refusal;
    const known = door as RefusedAtDoor | undefined;
    const facts = known ?? (await this.repository.read(board, { requesterId, isGuest: false, now }));
    const admission = admissionFacts(facts, new Date(facts.now));
    const found = known
      ? obstaclesOf(known, admission)
      : findClaimObstacles({ ...admission, claim: claim ?? 'standard' });
    const { retryAfterSeconds: _, reasons: __, ...own } = refusal.facts ?? {};
    const first = { code: refusal.code, ...own } as AdmissionRefusal;
    const all = found.some(({ code }) => code === first.code) ? found : [first, ...found];
    const explained = toRefusal(await this.timed(all, board, facts)) as Refusal;
    const isForecast = !withoutForecast.has(explained.code);
    const forecast = isForecast && {
      forecast: await this.forecasts.recentlyBehind(board, facts.waiting + 1),
    };
    return { ...refusal, ...explained, facts: { ...explained.facts, ...forecast } };
  }

  /**
   * How many standard requests the board admits now: of the requester in the facts, or of anybody. None while it
   * would shed them.
   */
  room(facts: DoorFacts, now: Date): number {
    if (findShedding(aNewRequest, facts, facts).length > 0) return 0;
    const room = roomForRequests(admissionFacts(facts, now));
    const untilShedding = (facts.highWatermark ?? facts.depth) - facts.waiting;
    return untilShedding > 0 ? Math.min(room, untilShedding) : room;
  }

  /** The same for requests by the public form. */
  roomOfForm(facts: DoorFacts, now: Date): number {
    const form = placesOfForm(facts);
    return Math.min(this.room(facts, now), form.depth - form.waiting);
  }

  private async timed(
    refusals: AdmissionRefusal[],
    board: BoardIds,
    facts: DoorFacts,
  ): Promise<TimedRefusal[]> {
    const isGate = refusals.some(({ code }) => code.startsWith('intake-gate'));
    const nextDeliveryAt = isGate ? await this.forecasts.nextDeliveryAt(board, facts.gateCause) : null;
    const now = new Date(facts.now);
    return timeRefusals(refusals, { ...facts, gate: effectiveGate(facts.gate, now), nextDeliveryAt, now });
  }
}

const aNewRequest = { classOfService: 'standard', byTicket: false } as const;

/** Everything that refused a request. */
function obstaclesOf(refused: RefusedAtDoor, admission: Omit<AdmissionFacts, 'claim'>): AdmissionRefusal[] {
  const { claim, byTicket, byForm } = refused;
  const form = byForm && { form: placesOfForm(refused) };
  const obstacles = findObstacles({ ...admission, claim, ...form });
  return withShedding(obstacles, { classOfService: claim, byTicket }, refused);
}

/** Adds the shedding that a refused request would face next. Shedding alone refuses nothing. */
function withShedding(
  obstacles: AdmissionRefusal[],
  claim: Parameters<typeof findShedding>[0],
  facts: DoorFacts,
): AdmissionRefusal[] {
  return obstacles.length === 0 ? [] : [...obstacles, ...findShedding(claim, facts, facts)];
}

/** Their reasons say when, and nothing of the queue. */
const withoutForecast: ReadonlySet<Refusal['code']> = new Set([
  'requester-rate-reached',
  'expedite-claim-waiting',
]);

/** The refusal of the reason that lasts longest; null without reasons. */
function toRefusal(reasons: TimedRefusal[]): Refusal | null {
  const longest = longestRefusal(reasons);
  if (!longest) return null;
  const { code, ...facts } = longest;
  return { code, facts: { ...facts, reasons: reasons.map(toReason) } };
}

/** With its sentence, which is worded when it is read. */
function toReason(timed: TimedRefusal): IntakeReason {
  const { code, retryAfterSeconds: _, ...facts } = timed;
  return { ...timed, detail: codedText('refusal', { code, facts }) } as IntakeReason;
}

function placesOfForm({ guestsWaiting, formDepth }: DoorFacts): { waiting: number; depth: number } {
  return { waiting: guestsWaiting, depth: formDepth };
}

function admissionFacts(
  facts: DoorFacts,
  now: Date,
): Omit<AdmissionFacts, 'claim' | 'gate'> & { gate: Gate } {
  const { perHour, perDay, lastHour, lastDay } = facts;
  return { ...facts, gate: effectiveGate(facts.gate, now), rate: { perHour, perDay, lastHour, lastDay } };
}
