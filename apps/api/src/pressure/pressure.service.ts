import { Injectable } from '@nestjs/common';
import type { Pressure } from '@weir/contract';
import { admit, ageSeconds, effectiveGate, nextGateStepAt, retryAfterSeconds } from '@weir/domain';
import { Clock } from '../clock.js';
import { ForecastsService } from '../flow/forecasts.service.js';
import type { BoardAccess } from '../http/access/caller.js';
import { ok, type Result } from '../result.js';
import { activeOf, admissionOf, levelOf, overdueOf } from './load-facts.js';
import { type LoadFacts, PressureRepository } from './pressure.repository.js';

/** How full a board is, told to those who bring it work before they do. */
@Injectable()
export class PressureService {
  constructor(
    private readonly repository: PressureRepository,
    private readonly forecasts: ForecastsService,
    private readonly clock: Clock,
  ) {}

  async read(access: BoardAccess): Promise<Result<Pressure>> {
    const now = this.clock.now();
    const facts = await this.repository.load(access, now);
    const gate = effectiveGate(facts.gate, now);
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
      retryAfterSeconds: await this.wait(access, facts, now),
    });
  }

  /** Until somebody who has asked for nothing may ask in the standard class. */
  private async wait(access: BoardAccess, facts: LoadFacts, now: Date): Promise<number> {
    const admitted = admit({ ...admissionOf(facts, now), claim: 'standard' });
    if (admitted.ok) return 0;
    const ofGate = admitted.refusal.code.startsWith('intake-gate');
    const byItself = facts.gateByItself;
    return retryAfterSeconds({
      now,
      gateUntil: effectiveGate(facts.gate, now).until,
      forecastAt: ofGate ? await this.forecasts.endOfSaturation(access, facts.gateCause) : null,
      gateStepAt: ofGate ? nextGateStepAt(facts.gate, { byItself, now }) : null,
      answerBys: facts.waiting.map(({ answerBy }) => answerBy),
    });
  }
}
