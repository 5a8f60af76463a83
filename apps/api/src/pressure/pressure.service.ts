import { Injectable } from '@nestjs/common';
import { type BoardDoor, may, type Pressure, type Role } from '@weir/contract';
import {
  admit,
  admittedClasses,
  ageSeconds,
  anyRate,
  gateAt,
  isOverdue,
  nameOf,
  nextOf,
  noForecastYet,
  pressure,
  quotaBehind,
  retryAfterSeconds,
  today,
  waitingProbes,
} from '@weir/domain';
import { Clock } from '../clock.js';
import type { BoardAccess } from '../http/caller.js';
import { ok, type Result } from '../result.js';
import { type LoadFacts, PressureRepository } from './pressure.repository.js';

/** How full a board is, told to those who bring it work before they do. */
@Injectable()
export class PressureService {
  constructor(
    private readonly repository: PressureRepository,
    private readonly clock: Clock,
  ) {}

  async read(access: BoardAccess): Promise<Result<Pressure>> {
    const now = this.clock.now();
    const facts = await this.repository.load(access, now);
    const gate = gateAt(facts.gate, now);
    const { waiting, depth } = facts;
    const ages = waiting.map(({ submittedAt }) => ageSeconds(submittedAt, now));
    return ok({
      ...levelOf(facts, now, access.role),
      gate,
      columns: activeOf(facts),
      intake: {
        waiting: waiting.length,
        depth,
        oldestAgeSeconds: ages.length > 0 ? Math.max(...ages) : null,
        overdue: overdueOf(facts, now),
      },
      retryAfterSeconds: admit({ ...admissionOf(facts, now), open: 0, claim: 'standard' }).ok
        ? 0
        : retryAfterSeconds({
            now,
            gateUntil: gate.until,
            answerBys: waiting.map(({ answerBy }) => answerBy),
          }),
    });
  }

  /** What a board shows at its door: how full it is, and whether and as what this caller may ask now. */
  async door(access: BoardAccess): Promise<Result<BoardDoor>> {
    const now = this.clock.now();
    const facts = await this.repository.load(access, now);
    const { key, name, timeZone, waiting, depth, quota, answerWithinHours, workingHours } = facts;
    const { state, level } = levelOf(facts, now, access.role);
    const open = waiting.filter(({ requesterId }) => requesterId === access.userId).length;
    const day = today(now, timeZone);
    const gate = gateAt(facts.gate, now);
    const classes = admittedClasses({ ...admissionOf(facts, now), open });
    const answerBys = waiting.map(({ answerBy }) => answerBy);
    return ok({
      key,
      name,
      today: day,
      timeZone,
      pressure: { state, level },
      intake: { gate, waiting: waiting.length, depth },
      answerWithinHours,
      workingHours,
      own: { open, quota: quotaBehind(gate.state, quota) },
      classes,
      forecast: noForecastYet,
      retryAfterSeconds:
        classes.length > 0 ? 0 : retryAfterSeconds({ now, gateUntil: gate.until, answerBys }),
      replenishesOn: nextOf(facts.replenishOn, day),
      waitingForYou: await this.repository.inTheHandsOf(access, access.userId, day),
    });
  }
}

/** Who only asks is told of places and work, and of nobody of the team: persons' limits weigh nothing. */
function levelOf(facts: LoadFacts, now: Date, role: Role) {
  const { waiting, depth, blocked } = facts;
  const told = facts.limits.filter(({ scope }) => scope !== 'person' || may(role, 'readLimits'));
  return pressure({
    columns: activeOf(facts),
    limits: told.map((limit) => ({ ...limit, of: nameOf({ ...facts, cards: [] }, limit) })),
    intake: { waiting: waiting.length, depth, overdue: overdueOf(facts, now) },
    gate: gateAt(facts.gate, now),
    blocked,
  });
}

function activeOf({ columns }: LoadFacts) {
  return columns
    .filter(({ kind }) => kind === 'active')
    .map(({ id, name, load, limit }) => ({ id, name, load, max: limit?.max ?? null }));
}

function overdueOf({ waiting }: LoadFacts, now: Date): number {
  return waiting.filter((each) => isOverdue({ ...each, answer: null }, now)).length;
}

function admissionOf({ gate, waiting, depth, quota }: LoadFacts, now: Date) {
  const expediteWaits = waiting.some(({ classOfService }) => classOfService === 'expedite');
  return {
    gate: gateAt(gate, now),
    probing: waitingProbes(waiting, gate.since),
    waiting: waiting.length,
    depth,
    quota,
    rate: anyRate,
    expediteWaits,
  };
}
