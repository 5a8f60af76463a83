import { Injectable } from '@nestjs/common';
import type { CreditRule, EndOfCredits, NewCreditRule, OwnCredits } from '@weir/contract';
import { Clock } from '../../clock.js';
import type { Tx } from '../../database/prisma.js';
import type { Access } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { PolicyService } from '../../intake/policy/policy.service.js';
import { ok, type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { CreditRuleRepository } from './credit-rule.repository.js';

/** The switch of the experiment, which an owner uses. */
@Injectable()
export class CreditRuleService {
  constructor(
    private readonly repository: CreditRuleRepository,
    private readonly policy: PolicyService,
    private readonly writer: WorkspaceWriter,
    private readonly clock: Clock,
  ) {}

  async read({ workspaceId, userId }: Access): Promise<Result<OwnCredits>> {
    return ok(await this.repository.read(workspaceId, userId, this.clock.now()));
  }

  /** Numbers can change at any time; a period that has begun keeps its grants. 409 for another period or zone while it is on. */
  async set(
    { workspaceId, userId }: Access,
    rule: NewCreditRule,
    key: WriteKey | null,
  ): Promise<Result<CreditRule>> {
    if (!(await this.policy.isTimeZone(rule.timeZone))) return invalid('timeZone', 'timeZone');
    const options = { workspaceId, key, by: userId, lock: true };
    return this.writer.write<CreditRule>(options, async ({ tx, now }) => {
      const before = await this.repository.ruleIn(tx, workspaceId);
      const isOn = before !== null && before.ended === null;
      if (isOn && (before.period !== rule.period || before.timeZone !== rule.timeZone)) {
        return refuse('credits-running');
      }
      await this.repository.set(tx, workspaceId, rule, now);
      return ok(await this.after(tx, workspaceId));
    });
  }

  /** Refunds waiting requests. From then on requests cost nothing. */
  async end(
    { workspaceId, userId }: Access,
    { reason }: EndOfCredits,
    key: WriteKey | null,
  ): Promise<Result<CreditRule>> {
    const options = { workspaceId, key, by: userId, lock: true };
    return this.writer.write<CreditRule>(options, async ({ tx, now }) => {
      const hasEnded = await this.repository.end(tx, workspaceId, { by: userId, at: now, reason });
      if (!hasEnded) return refuse('credits-off');
      return ok(await this.after(tx, workspaceId));
    });
  }

  private async after(tx: Tx, workspaceId: string): Promise<CreditRule> {
    return (await this.repository.ruleIn(tx, workspaceId)) as CreditRule;
  }
}
