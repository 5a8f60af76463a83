import { Body, Controller, Get, Patch } from '@nestjs/common';
import { Intake, IntakePolicyChange } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatchBoard } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { PolicyService } from './policy.service.js';

/** The intake policy: depth, quotas, rates, deadlines, calendar. */
@Controller('v1/workspaces/:workspace/boards/:board/intake')
export class PolicyController {
  constructor(private readonly policy: PolicyService) {}

  @Get()
  @Allow('readIntake')
  @Answers('The intake policy, the gate, and the number of waiting requests', { 200: Intake })
  read(@Access() access: BoardAccess): Promise<Result<Intake>> {
    return this.policy.read(access);
  }

  @Patch()
  @Allow('manageBoards')
  @Answers('Change the intake policy', { 200: Intake, refusals: ['precondition-failed', 'board-archived'] })
  change(
    @Access() access: BoardAccess,
    @Body({ schema: IntakePolicyChange }) change: IntakePolicyChange,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Intake>> {
    return this.policy.change(access, change, { key, unchangedSince });
  }
}
