import { Injectable } from '@nestjs/common';
import type { BoardDoor, Pressure } from '@weir/contract';
import {
  admit,
  admittedClasses,
  ageSeconds,
  gateAt,
  isOverdue,
  pressure,
  retryAfterSeconds,
  today,
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
    const facts = await this.repository.load(access);
    const gate = gateAt(facts.gate, now);
    const { waiting, depth, columns } = facts;
    const ages = waiting.map(({ submittedAt }) => ageSeconds(submittedAt, now));
    return ok({
      ...levelOf(facts, now),
      gate,
      columns,
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
    const facts = await this.repository.load(access);
    const { key, name, timeZone, waiting, depth, quota, answerWithinHours } = facts;
    const { state, level } = levelOf(facts, now);
    const open = waiting.filter(({ requesterId }) => requesterId === access.userId).length;
    return ok({
      key,
      name,
      today: today(now, timeZone),
      timeZone,
      pressure: { state, level },
      intake: { gate: gateAt(facts.gate, now), waiting: waiting.length, depth },
      answerWithinHours,
      own: { open, quota },
      classes: admittedClasses({ ...admissionOf(facts, now), open }),
    });
  }
}

function levelOf(facts: LoadFacts, now: Date) {
  const { columns, waiting, depth, blocked } = facts;
  const intake = { waiting: waiting.length, depth, overdue: overdueOf(facts, now) };
  return pressure({ columns, intake, gate: gateAt(facts.gate, now), blocked });
}

function overdueOf({ waiting }: LoadFacts, now: Date): number {
  return waiting.filter(({ answerBy }) => isOverdue({ answerBy, answer: null }, now)).length;
}

function admissionOf({ gate, waiting, depth, quota }: LoadFacts, now: Date) {
  const expediteWaits = waiting.some(({ classOfService }) => classOfService === 'expedite');
  return { gate: gateAt(gate, now), waiting: waiting.length, depth, quota, expediteWaits };
}
