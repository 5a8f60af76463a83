import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { BoardNumberParams, Card, NewBlock } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Versioned } from '../../http/responses/versioned.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { BlockingService } from './blocking.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/block')
export class BlockingController {
  constructor(private readonly blocking: BlockingService) {}

  @Put()
  @Allow('changeCards')
  @Versioned()
  @Answers('Block a card, with a reason', {
    200: Card,
    refusals: ['precondition-failed', 'card-archived', 'board-archived'],
  })
  block(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: NewBlock }) { reason }: NewBlock,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.blocking.block(access, number, reason, { version, key });
  }

  @Delete()
  @Allow('changeCards')
  @Versioned()
  @Answers('Unblock a card', {
    200: Card,
    refusals: ['precondition-failed', 'board-archived'],
  })
  unblock(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.blocking.unblock(access, number, { version, key });
  }
}
