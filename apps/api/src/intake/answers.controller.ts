import { Body, Controller, Param, Put } from '@nestjs/common';
import { NewAnswer, NumberParams, Request } from '@weir/contract';
import { limitRefusals } from '../cards/overriding.js';
import type { WriteKey } from '../database/idempotency.js';
import { Allow } from '../http/allow.js';
import { Access, type BoardAccess } from '../http/caller.js';
import { IfMatch } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { Versioned } from '../http/result.interceptor.js';
import type { Result } from '../result.js';
import { AnswersService } from './answers.service.js';
import { doorRefusals } from './door-refusals.js';

/** The answer of a request, given once. */
@Controller('v1/workspaces/:workspace/boards/:board/requests/:number/answer')
export class AnswersController {
  constructor(private readonly answers: AnswersService) {}

  @Put()
  @Allow('answerRequests')
  @Versioned()
  @Answers('Answer a request, once', {
    200: Request,
    refusals: [
      'already-answered',
      ...limitRefusals,
      'card-archived',
      ...doorRefusals,
      'precondition-failed',
      'board-archived',
    ],
  })
  answer(
    @Access() access: BoardAccess,
    @Param({ schema: NumberParams }) { number }: NumberParams,
    @Body({ schema: NewAnswer }) answer: NewAnswer,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Request>> {
    return this.answers.answer(access, number, answer, { version, key });
  }
}
