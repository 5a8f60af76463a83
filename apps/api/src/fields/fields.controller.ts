import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { CustomField, FieldChange, FieldParams, NewField, RemoveFieldQuery } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatchBoard } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { FieldsService } from './fields.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/fields')
export class FieldsController {
  constructor(private readonly fields: FieldsService) {}

  @Post()
  @HttpCode(201)
  @Allow('manageBoards')
  @Answers('Add a custom field', {
    201: CustomField,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewField }) field: NewField,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CustomField>> {
    return this.fields.add(access, field, { key, unchangedSince });
  }

  @Patch(':field')
  @Allow('manageBoards')
  @Answers('Rename or move a custom field, or show it on cards', {
    200: CustomField,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: FieldParams }) { field }: FieldParams,
    @Body({ schema: FieldChange }) change: FieldChange,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CustomField>> {
    return this.fields.change(access, field, change, { key, unchangedSince });
  }

  @Delete(':field')
  @HttpCode(204)
  @Allow('manageBoards')
  @Answers('Remove a custom field, with fromCards=true also its values on cards', {
    204: null,
    refusals: ['field-in-use', 'precondition-failed', 'board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: FieldParams }) { field }: FieldParams,
    @Query({ schema: RemoveFieldQuery }) { fromCards }: RemoveFieldQuery,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.fields.remove(access, field, fromCards === 'true', { key, unchangedSince });
  }
}
