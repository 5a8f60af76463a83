import { Injectable } from '@nestjs/common';
import type { Intake, IntakePolicyChange } from '@weir/contract';
import { effectiveGate, findPolicyFaults, findPromiseFaults } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid, invalidAll } from '../../http/problems/refusals.js';
import { ok, type Result } from '../../result.js';
import { type BoardConditions, BoardWriter } from '../../writes/board-writer.js';
import { changedValues } from '../../writes/changed-values.js';
import { IntakeRepository } from './intake.repository.js';

/** How a board takes requests: its policy. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly repository: IntakeRepository,
    private readonly writer: BoardWriter,
    private readonly clock: Clock,
  ) {}

  async read(access: BoardAccess): Promise<Result<Intake>> {
    return ok(standing(await this.repository.read(access), this.clock.now()));
  }

  async timeZoneOf(board: BoardIds): Promise<string> {
    return (await this.repository.read(board)).timeZone;
  }

  /**
   * A depth or quota below what waits throws nothing out: nothing comes in until it has drained. 422 for watermarks
   * that are not both set, in order and within the depth, for what else of the policy can't hold together, for hours
   * that no answer can be given in, and for an escalation to somebody who does not answer here.
   */
  async change(
    access: BoardAccess,
    change: IntakePolicyChange,
    conditions: BoardConditions,
  ): Promise<Result<Intake>> {
    if (change.timeZone !== undefined && !(await this.repository.knowsTimeZone(change.timeZone))) {
      return invalid('timeZone', 'timeZone');
    }
    return this.writer.write<Intake>(access, conditions, async ({ tx, now, record }) => {
      const before = await this.repository.readIn(tx, access);
      const { gate: _gate, waiting: _waiting, ...policyBefore } = before;
      const changed = changedValues(policyBefore, change);
      const policy = { ...before, ...changed?.to };
      const faults = [...findPolicyFaults(policy), ...findPromiseFaults(policy, now)];
      if (faults.length > 0) return invalidAll(faults);
      const { escalateTo = [] } = change;
      if ((await this.repository.countAnswering(tx, access, escalateTo)) < escalateTo.length) {
        return invalid('escalateTo', 'doesNotAnswer');
      }
      if (changed) {
        await this.repository.change(tx, access, changed.to);
        record('intake.changed', [changed]);
      }
      return ok(standing(policy, now));
    });
  }
}

/** A gate whose end has come is open, whether or not somebody has noted it. */
function standing(intake: Intake, now: Date): Intake {
  return { ...intake, gate: effectiveGate(intake.gate, now) };
}
