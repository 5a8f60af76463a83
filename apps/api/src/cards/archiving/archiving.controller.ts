import { Body, Controller, Delete, Param, Put, Query } from '@nestjs/common';
import { ArchiveCard, BoardNumberParams, Card, RestoreCard, RestoreCardQuery } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Versioned } from '../../http/responses/versioned.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { ArchivingService } from './archiving.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/archive')
export class ArchivingController {
  constructor(private readonly archiving: ArchivingService) {}

  @Put()
  @Allow('changeCards')
  @Versioned()
  @Answers('Archive a card', {
    200: Card,
    refusals: ['accepted-work', 'precondition-failed', 'board-archived'],
  })
  archive(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: ArchiveCard.optional() }) body: ArchiveCard | undefined,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.archiving.archive(access, number, body?.toRequester, { version, key });
  }

  @Delete()
  @Allow('changeCards')
  @Versioned()
  @Answers('Restore an archived card to its column or to another one', {
    200: Card,
    refusals: [
      'wip-limit-reached',
      'card-not-done',
      'accepted-work',
      'asked-again',
      'precondition-failed',
      'board-archived',
    ],
  })
  restore(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Query({ schema: RestoreCardQuery }) { columnId }: RestoreCardQuery,
    @Body({ schema: RestoreCard.optional() }) body: RestoreCard | undefined,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.archiving.restore(access, number, { columnId, ...body }, { version, key });
  }
}
