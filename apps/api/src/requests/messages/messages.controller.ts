import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { BoardNumberParams, Message, MessageList, NewMessage } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { MessagesService } from './messages.service.js';

/** The conversation on a request. */
@Controller('v1/workspaces/:workspace/boards/:board/requests/:number/messages')
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  @Get()
  @Allow('readOwnRequests', 'readAllRequests')
  @Answers('The conversation on a request, oldest first', { 200: MessageList })
  list(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<MessageList>> {
    return this.messages.list(access, number);
  }

  @Post()
  @HttpCode(201)
  @Allow('submitRequests')
  @Answers('Send a message on a request; a question pauses its deadline until the requester replies', {
    201: Message,
    refusals: ['already-answered', 'question-waiting', 'precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: NewMessage }) message: NewMessage,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Message>> {
    return this.messages.add(access, number, message, { version, key });
  }
}
