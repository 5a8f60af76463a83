import { Injectable } from '@nestjs/common';
import type { RestDay, RestSetting, RestStatus } from '@weir/contract';
import {
  calmDaysOf,
  type DayMeasures,
  earliestEnd,
  type JudgedDay,
  latestEnd,
  overloadOf,
  type RestPolicy,
} from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { type BoardConditions, BoardWriter } from '../../writes/board-writer.js';
import { GateStepsService } from '../gate/gate-steps.service.js';
import {
  factsOf,
  type OverloadRow,
  type RestMove,
  RestStepsService,
} from '../overload/rest-steps.service.js';
import { RestRepository } from './rest.repository.js';

/** Shows the rests of a board, and lets managers change them. */
@Injectable()
export class RestService {
  constructor(
    private readonly repository: RestRepository,
    private readonly steps: RestStepsService,
    private readonly gates: GateStepsService,
    private readonly writer: BoardWriter,
    private readonly clock: Clock,
  ) {}

  async read(access: BoardAccess): Promise<Result<RestStatus>> {
    const [{ days, ...rests }, row] = await Promise.all([
      this.repository.read(access),
      this.steps.read(access),
    ]);
    const facts = factsOf(row, this.clock.now());
    const { policy } = row;
    return ok({
      policy,
      ...rests,
      ...(policy ? overloadOf(facts, policy) : { overloadedDays: 0, ofDays: 0 }),
      calmDays: calmDaysOf(facts),
      earliestEnd: earliestEnd(facts)?.toISOString() ?? null,
      days: days.map(dayOf),
    });
  }

  /**
   * Begins a rest, or accepts its proposal, and throttles the gate; ends a rest, and opens the gate that it throttled; or dismisses a
   * proposal. 409 if the state of the rest does not allow the change: if two managers accept a proposal, only one begins the rest.
   */
  async set(
    access: BoardAccess,
    setting: RestSetting,
    conditions: BoardConditions,
  ): Promise<Result<RestStatus>> {
    const set = await this.writer.write<null>(access, conditions, async (write) => {
      const row = await this.steps.readIn(write.tx, access);
      const { policy, rest } = row;
      const needed = setting.state === 'dismissed' ? 'proposed' : 'resting';
      const isPossible =
        setting.state === 'resting' ? policy && rest?.state !== 'resting' : rest?.state === needed;
      if (!isPossible) return refuse('rest-changed', { state: rest?.state ?? (policy ? 'none' : 'off') });
      await this.steps.take(write, access, row, moveOf(setting, row, { by: access.userId, now: write.now }));
      return ok(null);
    });
    if (!set.ok) return set;
    await this.gates.settleFor(access);
    const status = await this.read(access);
    return status.ok ? { ...set, value: status.value } : status;
  }
}

function moveOf(setting: RestSetting, row: OverloadRow, { by, now }: { by: string; now: Date }): RestMove {
  switch (setting.state) {
    case 'resting': {
      const facts = factsOf(row, now);
      const policy = row.policy as RestPolicy;
      const { overloadedDays, ofDays } = row.rest ?? overloadOf(facts, policy);
      return { to: 'resting', by, overloadedDays, ofDays, until: latestEnd(now, row, policy) };
    }
    case 'dismissed':
      return { to: 'dismissed', by, reason: setting.reason };
    case 'ended':
      return { to: 'ended', by, endedFor: 'byHand', reason: setting.reason };
  }
}

function dayOf({ workedSeconds, saturatedSeconds, loadedSeconds, ...day }: DayMeasures & JudgedDay): RestDay {
  const percentOf = (seconds: number) =>
    workedSeconds === 0 ? 0 : Math.floor((seconds * 100) / workedSeconds);
  return {
    ...day,
    over: [...day.over],
    saturatedPercent: percentOf(saturatedSeconds),
    loadedPercent: percentOf(loadedSeconds),
  };
}
