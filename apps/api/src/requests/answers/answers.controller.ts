import { Body, Controller, Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import { AnsweredList, BoardNumberParams, NewAnswer, NewAnswers, Request } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch, IfMatchBoard } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import { Versioned } from '../../http/responses/versioned.js';
import { formDoorRefusals } from '../../intake/door/refusal-codes.js';
import { limitRefusals } from '../../limits/overrides/override-access.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { AnswersService } from './answers.service.js';
import { WithdrawAnswer } from './withdraw.js';

/** The answer of a request, once: by a manager, or by its requester, who withdraws it. */
@Controller('v1/workspaces/:workspace/boards/:board')
export class AnswersController {
  constructor(
    private readonly answers: AnswersService,
    private readonly withdrawal: WithdrawAnswer,
  ) {}

  @Put('requests/:number/answer')
  @Allow('answerRequests')
  @Versioned()
  @Answers('Answer a request, once', {
    200: Request,
    refusals: [
      'already-answered',
      ...limitRefusals,
      'card-archived',
      'card-delivered',
      'trade-not-needed',
      'request-not-original',
      ...formDoorRefusals,
      'precondition-failed',
      'board-archived',
    ],
  })
  answer(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: NewAnswer }) answer: NewAnswer,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Request>> {
    return this.answers.answer(access, number, answer, { version, key });
  }

  @Delete('requests/:number')
  @Allow('withdrawOwnRequests')
  @Versioned()
  @Answers('Withdraw one of the caller’s own requests', {
    200: Request,
    refusals: ['already-answered', 'precondition-failed', 'board-archived'],
  })
  withdraw(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Request>> {
    return this.withdrawal.give(access, number, { version, key });
  }

  @Post('answers')
  @Costs(4)
  @HttpCode(200)
  @Allow('answerRequests')
  @Answers('Answer several requests, all or none, as one event', {
    200: AnsweredList,
    refusals: ['already-answered', ...limitRefusals, 'precondition-failed', 'board-archived'],
  })
  answerSeveral(
    @Access() access: BoardAccess,
    @Body({ schema: NewAnswers }) answers: NewAnswers,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<AnsweredList>> {
    return this.answers.answerSeveral(access, answers, { key, unchangedSince });
  }
}
