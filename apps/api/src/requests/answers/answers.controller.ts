import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { BoardNumberParams, NewAnswer, Request } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Versioned } from '../../http/result.interceptor.js';
import { formDoorRefusals } from '../../intake/door/refusal-codes.js';
import { limitRefusals } from '../../limits/overrides/override-access.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { AnswersService } from './answers.service.js';
import { WithdrawingService } from './withdraw.service.js';

/** The answer of a request, given once: by who answers here, or by its requester, who takes it back. */
@Controller('v1/workspaces/:workspace/boards/:board/requests/:number')
export class AnswersController {
  constructor(
    private readonly answers: AnswersService,
    private readonly withdrawing: WithdrawingService,
  ) {}

  @Put('answer')
  @Allow('answerRequests')
  @Versioned()
  @Answers('Answer a request, once', {
    200: Request,
    refusals: [
      'already-answered',
      ...limitRefusals,
      'card-archived',
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

  @Delete()
  @Allow('withdrawOwnRequests')
  @Versioned()
  @Answers('Take an own request back', {
    200: Request,
    refusals: ['already-answered', 'precondition-failed', 'board-archived'],
  })
  withdraw(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Request>> {
    return this.withdrawing.withdraw(access, number, { version, key });
  }
}
