import { Body, Controller, Delete, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { type Column, ColumnChange, ColumnParams, NewColumn } from '@weir/contract';
import type { WriteKey } from '../database/idempotency.js';
import { Allow } from '../http/allow.js';
import { Access, type BoardAccess } from '../http/caller.js';
import { Idempotency } from '../http/idempotency.js';
import type { Result } from '../result.js';
import { ColumnsService } from './columns.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/columns')
export class ColumnsController {
  constructor(private readonly columns: ColumnsService) {}

  @Post()
  @HttpCode(201)
  @Allow('manageBoards')
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewColumn }) column: NewColumn,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Column>> {
    return this.columns.add(access, column, key);
  }

  @Patch(':column')
  @Allow('manageBoards')
  change(
    @Access() access: BoardAccess,
    @Param({ schema: ColumnParams }) { column }: ColumnParams,
    @Body({ schema: ColumnChange }) change: ColumnChange,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Column>> {
    return this.columns.change(access, column, change, key);
  }

  @Delete(':column')
  @HttpCode(204)
  @Allow('manageBoards')
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: ColumnParams }) { column }: ColumnParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.columns.remove(access, column, key);
  }
}
