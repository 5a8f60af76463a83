import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { CreditRule, EndOfCredits, NewCreditRule, OwnCredits, WorkspaceParams } from '@weir/contract';
import { Allow, FiltersBoards } from '../../http/access/allow.js';
import { Access } from '../../http/access/caller.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { CreditRuleService } from './credit-rule.service.js';

@Controller('v1/workspaces/:workspace/credits')
export class CreditRuleController {
  constructor(private readonly rules: CreditRuleService) {}

  @Get()
  @Allow('readOwnRequests')
  @FiltersBoards()
  @Answers('The caller’s credits, and the rule of the experiment', { 200: OwnCredits })
  read(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
  ): Promise<Result<OwnCredits>> {
    return this.rules.read(access);
  }

  @Put('rule')
  @Allow('manageWorkspace')
  @Answers('Switch the priced intake on, or change its numbers', {
    200: CreditRule,
    refusals: ['credits-running'],
  })
  set(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Body({ schema: NewCreditRule }) rule: NewCreditRule,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CreditRule>> {
    return this.rules.set(access, rule, key);
  }

  @Put('rule/end')
  @Allow('manageWorkspace')
  @Answers('Switch the priced intake off, and refund what waiting requests paid', {
    200: CreditRule,
    refusals: ['credits-off'],
  })
  end(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Body({ schema: EndOfCredits }) end: EndOfCredits,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CreditRule>> {
    return this.rules.end(access, end, key);
  }
}
