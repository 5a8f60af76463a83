import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import { BoardDeletion, NewBoardDeletion } from '@weir/contract';
import { Allow, Scope } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatchBoard } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { BoardDeletionService } from './deletion.service.js';

/** The planned deletion of an archived board. */
@Controller('v1/workspaces/:workspace/boards/:board/deletion')
export class BoardDeletionController {
  constructor(private readonly deletion: BoardDeletionService) {}

  @Get()
  @Allow('manageBoards')
  @Scope('manage')
  @Answers('What would be deleted with a board, and when it will be deleted', { 200: BoardDeletion })
  read(@Access() access: BoardAccess): Promise<Result<BoardDeletion>> {
    return this.deletion.read(access);
  }

  @Put()
  @Allow('manageBoards')
  @Answers('Delete an archived board for good in 30 days, and mail owners and managers', {
    200: BoardDeletion,
    refusals: ['board-not-archived', 'requests-waiting', 'precondition-failed'],
  })
  plan(
    @Access() access: BoardAccess,
    @Body({ schema: NewBoardDeletion }) { name }: NewBoardDeletion,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<BoardDeletion>> {
    return this.deletion.plan(access, name, { key, unchangedSince });
  }

  @Delete()
  @Allow('manageBoards')
  @Answers('Keep a board that was to be deleted; it stays archived', {
    200: BoardDeletion,
    refusals: ['precondition-failed'],
  })
  cancel(
    @Access() access: BoardAccess,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<BoardDeletion>> {
    return this.deletion.cancel(access, { key, unchangedSince });
  }
}
