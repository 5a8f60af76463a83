import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { NewSwimlane, RemoveSwimlaneQuery, Swimlane, SwimlaneChange, SwimlaneParams } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatchBoard } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { SwimlanesService } from './swimlanes.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/swimlanes')
export class SwimlanesController {
  constructor(private readonly swimlanes: SwimlanesService) {}

  @Post()
  @HttpCode(201)
  @Allow('manageBoards')
  @Answers('Add a swimlane', {
    201: Swimlane,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewSwimlane }) swimlane: NewSwimlane,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Swimlane>> {
    return this.swimlanes.add(access, swimlane, { key, unchangedSince });
  }

  @Patch(':swimlane')
  @Allow('manageBoards')
  @Answers('Rename or move a swimlane', {
    200: Swimlane,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: SwimlaneParams }) { swimlane }: SwimlaneParams,
    @Body({ schema: SwimlaneChange }) change: SwimlaneChange,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Swimlane>> {
    return this.swimlanes.change(access, swimlane, change, { key, unchangedSince });
  }

  @Delete(':swimlane')
  @HttpCode(204)
  @Allow('manageBoards')
  @Answers('Remove a swimlane; its cards move to another one with room, or to none', {
    204: null,
    refusals: ['swimlane-not-empty', 'wip-limit-reached', 'precondition-failed', 'board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: SwimlaneParams }) { swimlane }: SwimlaneParams,
    @Query({ schema: RemoveSwimlaneQuery }) { cardsTo }: RemoveSwimlaneQuery,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.swimlanes.remove(access, swimlane, cardsTo, { key, unchangedSince });
  }
}
