import { Injectable } from '@nestjs/common';
import type { Gate, GateSetting } from '@weir/contract';
import { addYears, effectiveGate, todayIn } from '@weir/domain';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result } from '../../result.js';
import { type BoardConditions, BoardWriter } from '../../writes/board-writer.js';
import { GateRepository } from './gate.repository.js';
import { GateStepsService, gateFacts } from './gate-steps.service.js';

/** Sets the gate by hand. */
@Injectable()
export class GateService {
  constructor(
    private readonly repository: GateRepository,
    private readonly steps: GateStepsService,
    private readonly writer: BoardWriter,
  ) {}

  /**
   * 422 for an end that is not in the future, or more than a year ahead. Opening the gate while the board rests ends the rest. A gate
   * that a person throttles or shuts keeps its state until its end, and the rest continues.
   */
  async set(
    access: BoardAccess,
    { state, reason, until }: GateSetting,
    conditions: BoardConditions,
  ): Promise<Result<Gate>> {
    const set = await this.writer.write<Gate>(access, conditions, async ({ tx, now, record }) => {
      if (until !== undefined && new Date(until) <= now) return invalid('until', 'mustBeAhead');
      const before = await this.repository.gateIn(tx, access);
      const last = addYears(todayIn(now, before.timeZone), 1);
      if (until !== undefined && todayIn(new Date(until), before.timeZone) > last) {
        return invalid('until', 'yearAhead', { last });
      }
      const from = effectiveGate(before.gate, now);
      const gate = {
        state,
        reason,
        until: until === undefined ? null : new Date(until).toISOString(),
        since: now.toISOString(),
        by: { id: access.userId, name: access.userName },
      };
      await this.repository.set(tx, access, gate, null);
      record('gate.changed', [{ from: gateFacts(from), to: gateFacts(gate) }]);
      return ok(gate);
    });
    if (set.ok && state === 'open') await this.steps.settleFor(access);
    return set;
  }
}
