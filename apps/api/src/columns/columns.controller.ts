import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  Column,
  ColumnChange,
  ColumnParams,
  NewColumn,
  RemoveColumn,
  RemoveColumnQuery,
} from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatchBoard } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { ColumnsService } from './columns.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/columns')
export class ColumnsController {
  constructor(private readonly columns: ColumnsService) {}

  @Post()
  @HttpCode(201)
  @Allow('manageBoards')
  @Answers('Add a column', {
    201: Column,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewColumn }) column: NewColumn,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Column>> {
    return this.columns.add(access, column, { key, unchangedSince });
  }

  @Patch(':column')
  @Allow('manageBoards')
  @Answers('Rename or move a column, or set or remove its limit', {
    200: Column,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: ColumnParams }) { column }: ColumnParams,
    @Body({ schema: ColumnChange }) change: ColumnChange,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Column>> {
    return this.columns.change(access, column, change, { key, unchangedSince });
  }

  @Delete(':column')
  @HttpCode(204)
  @Allow('manageBoards')
  @Answers('Remove a column; its cards move to another one with room', {
    204: null,
    refusals: [
      'last-column-of-kind',
      'limit-exists',
      'column-not-empty',
      'wip-limit-reached',
      'accepted-work',
      'precondition-failed',
      'board-archived',
    ],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: ColumnParams }) { column }: ColumnParams,
    @Query({ schema: RemoveColumnQuery }) { cardsTo }: RemoveColumnQuery,
    @Body({ schema: RemoveColumn.optional() }) body: RemoveColumn | undefined,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.columns.remove(access, column, { cardsTo, ...body }, { key, unchangedSince });
  }
}
