import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AnsweredList, NewAnswers } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { limitRefusals } from '../../limits/overrides/override-access.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { AnswersService } from './answers.service.js';

/** Answers of several requests at once. */
@Controller('v1/workspaces/:workspace/boards/:board/answers')
export class SeveralAnswersController {
  constructor(private readonly answers: AnswersService) {}

  @Post()
  @HttpCode(200)
  @Allow('answerRequests')
  @Answers('Answer several requests, all or none, as one event', {
    200: AnsweredList,
    refusals: ['already-answered', ...limitRefusals, 'board-archived'],
  })
  answer(
    @Access() access: BoardAccess,
    @Body({ schema: NewAnswers }) answers: NewAnswers,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<AnsweredList>> {
    return this.answers.answerSeveral(access, answers, key);
  }
}
