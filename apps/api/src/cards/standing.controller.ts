import { Body, Controller, Delete, Param, Put, Query } from '@nestjs/common';
import { BoardNumberParams, Card, NewBlock, PutBack, RestoreCardQuery } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatch } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { Versioned } from '../http/result.interceptor.js';
import { limitRefusals } from '../limits/overrides/override-access.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { StandingService } from './standing.service.js';

/** How a card stands besides its place: put back, blocked, archived. */
@Controller('v1/workspaces/:workspace/boards/:board/cards/:number')
export class StandingController {
  constructor(private readonly standing: StandingService) {}

  @Put('back')
  @Allow('changeCards')
  @Versioned()
  @Answers('Put a card back to the first queue column', {
    200: Card,
    refusals: [
      ...limitRefusals,
      'precondition-failed',
      'card-archived',
      'card-not-committed',
      'board-archived',
    ],
  })
  putBack(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: PutBack }) why: PutBack,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.standing.putBack(access, number, why, { version, key });
  }

  @Put('block')
  @Allow('changeCards')
  @Versioned()
  @Answers('Say that a card is blocked, and why', {
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
    return this.standing.block(access, number, reason, { version, key });
  }

  @Delete('block')
  @Allow('changeCards')
  @Versioned()
  @Answers('Say that a card is blocked no more', {
    200: Card,
    refusals: ['precondition-failed', 'board-archived'],
  })
  unblock(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.standing.unblock(access, number, { version, key });
  }

  @Put('archive')
  @Allow('changeCards')
  @Versioned()
  @Answers('Archive a card', { 200: Card, refusals: ['precondition-failed', 'board-archived'] })
  archive(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.standing.archive(access, number, { version, key });
  }

  @Delete('archive')
  @Allow('changeCards')
  @Versioned()
  @Answers('Bring a card back from the archive, to where it stood or to another column', {
    200: Card,
    refusals: ['wip-limit-reached', 'card-not-done', 'precondition-failed', 'board-archived'],
  })
  restore(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Query({ schema: RestoreCardQuery }) { columnId }: RestoreCardQuery,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.standing.restore(access, number, columnId, { version, key });
  }
}
