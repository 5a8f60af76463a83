import { Injectable } from '@nestjs/common';
import type { RequesterBoard } from '@weir/contract';
import {
  type AdmissionFacts,
  admit,
  admittedClasses,
  effectiveGate,
  type Moment,
  nextGateStepAt,
  nextWeekday,
  quotaUnderGate,
  retryAfterSeconds,
  todayIn,
} from '@weir/domain';
import { Clock } from '../clock.js';
import { ForecastsService } from '../flow/forecasts.service.js';
import type { BoardAccess } from '../http/access/caller.js';
import { ok, type Result } from '../result.js';
import { admissionOf, levelOf } from './load-facts.js';
import { type LoadFacts, type OwnFacts, PressureRepository } from './pressure.repository.js';

/** What a board shows at its door: how full it is, and whether and as what this caller may ask now. */
@Injectable()
export class DoorService {
  constructor(
    private readonly repository: PressureRepository,
    private readonly forecasts: ForecastsService,
    private readonly clock: Clock,
  ) {}

  /** The forecast is of what would come in last: behind all that waits. */
  async read(access: BoardAccess): Promise<Result<RequesterBoard>> {
    const now = this.clock.now();
    const facts = await this.repository.load(access, now);
    const { key, name, timeZone, waiting, depth, quota, answerWithinHours, workingHours } = facts;
    const day = todayIn(now, timeZone);
    const [own, forecast] = await Promise.all([
      this.repository.own(access, access.userId, { now, day }),
      this.forecasts.behind(access, waiting.length + 1),
    ]);
    const { state, level } = levelOf(facts, now, access.role);
    const admission = this.admissionOf(facts, own, access.userId, now);
    const { gate, open } = admission;
    const classes = admittedClasses(admission);
    return ok({
      key,
      name,
      today: day,
      timeZone,
      pressure: { state, level },
      intake: { gate: effectiveGate(facts.gate, now), waiting: waiting.length, depth },
      answerWithinHours,
      workingHours,
      own: { open, quota: quotaUnderGate(gate.state, quota) },
      classes,
      forecast,
      retryAfterSeconds: classes.length > 0 ? 0 : await this.wait(access, facts, own, admission, now),
      replenishesOn: nextWeekday(facts.replenishOn, day),
      waitingForYou: own.inHands,
    });
  }

  private admissionOf(facts: LoadFacts, own: OwnFacts, userId: string, now: Date) {
    const { lastHour, lastDay } = own;
    const rate = { perHour: facts.perHour, perDay: facts.perDay, lastHour, lastDay };
    const open = facts.waiting.filter(({ requesterId }) => requesterId === userId).length;
    return { ...admissionOf(facts, now), open, rate };
  }

  /** By what is in the way of a standard request, as a submission would be told. */
  private async wait(
    access: BoardAccess,
    { waiting, gate, gateCause, gateByItself: byItself }: LoadFacts,
    own: OwnFacts,
    admission: Omit<AdmissionFacts, 'claim'>,
    now: Date,
  ): Promise<number> {
    const admitted = admit({ ...admission, claim: 'standard' });
    if (admitted.ok) return 0;
    const { refusal } = admitted;
    const due = (those: typeof waiting) => those.map(({ answerBy }): Moment => answerBy);
    switch (refusal.code) {
      case 'requester-rate-reached': {
        const free = refusal.per === 'hour' ? own.hourFreeAt : own.dayFreeAt;
        return retryAfterSeconds({ now, answerBys: free ? [free] : [] });
      }
      case 'requester-quota-reached':
        return retryAfterSeconds({
          now,
          answerBys: due(waiting.filter(({ requesterId }) => requesterId === access.userId)),
        });
      case 'intake-queue-full':
        return retryAfterSeconds({ now, answerBys: due(waiting) });
      default: {
        const forecastAt = await this.forecasts.endOfSaturation(access, gateCause);
        return retryAfterSeconds({
          now,
          gateUntil: admission.gate.until,
          forecastAt,
          gateStepAt: nextGateStepAt(gate, { byItself, now }),
          answerBys: due(waiting),
        });
      }
    }
  }
}
