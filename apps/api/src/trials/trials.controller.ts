import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  LimitTrial,
  LimitTrialList,
  NewLimitTrial,
  PageQuery,
  TrialChoice,
  TrialParams,
  TrialStop,
} from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatchBoard } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { Costs } from '../http/rates/costs.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { TrialsService } from './trials.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/limits/trials')
export class TrialsController {
  constructor(private readonly trials: TrialsService) {}

  @Get()
  @Allow('readLimits')
  @Answers('Trials of limits, the newest first, and how often their predictions held', {
    200: LimitTrialList,
  })
  list(
    @Access() access: BoardAccess,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Result<LimitTrialList>> {
    return this.trials.list(access, query);
  }

  @Post()
  @HttpCode(201)
  @Costs(60)
  @Allow('manageBoards')
  @Answers('Try limits for some weeks: they change now, and are compared with their prediction', {
    201: LimitTrial,
    refusals: ['trial-running', 'trial-not-predictable', 'board-archived'],
  })
  start(
    @Access() access: BoardAccess,
    @Body({ schema: NewLimitTrial }) trial: NewLimitTrial,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<LimitTrial>> {
    return this.trials.start(access, trial, key);
  }

  @Get(':trial')
  @Allow('readLimits')
  @Answers('A trial of limits: what was predicted, what happened, and what was decided', { 200: LimitTrial })
  read(
    @Access() access: BoardAccess,
    @Param({ schema: TrialParams }) { trial }: TrialParams,
  ): Promise<Result<LimitTrial>> {
    return this.trials.read(access, trial);
  }

  @Put(':trial/end')
  @Allow('manageBoards')
  @Answers('End a trial before its time, and keep its limits or put the earlier ones back', {
    200: LimitTrial,
    refusals: ['trial-ended', 'trial-not-restorable', 'precondition-failed', 'board-archived'],
  })
  stop(
    @Access() access: BoardAccess,
    @Param({ schema: TrialParams }) { trial }: TrialParams,
    @Body({ schema: TrialStop }) stop: TrialStop,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<LimitTrial>> {
    return this.trials.stop(access, trial, stop, { key, unchangedSince });
  }

  @Put(':trial/decision')
  @Allow('manageBoards')
  @Answers('Decide on a trial whose days are over: keep its limits, or put the earlier ones back', {
    200: LimitTrial,
    refusals: [
      'trial-running',
      'trial-ended',
      'trial-not-restorable',
      'precondition-failed',
      'board-archived',
    ],
  })
  decide(
    @Access() access: BoardAccess,
    @Param({ schema: TrialParams }) { trial }: TrialParams,
    @Body({ schema: TrialChoice }) choice: TrialChoice,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<LimitTrial>> {
    return this.trials.decide(access, trial, choice, { key, unchangedSince });
  }
}
