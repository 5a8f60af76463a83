import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  FieldOption,
  FieldOptionChange,
  FieldOptionParams,
  FieldParams,
  NewFieldOption,
  RemoveFieldQuery,
} from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatchBoard } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { FieldOptionsService } from './field-options.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/fields/:field/options')
export class FieldOptionsController {
  constructor(private readonly options: FieldOptionsService) {}

  @Post()
  @HttpCode(201)
  @Allow('manageBoards')
  @Answers('Add an option to a custom field of kind choice', {
    201: FieldOption,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Param({ schema: FieldParams }) { field }: FieldParams,
    @Body({ schema: NewFieldOption }) option: NewFieldOption,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<FieldOption>> {
    return this.options.add(access, field, option, { key, unchangedSince });
  }

  @Patch(':option')
  @Allow('manageBoards')
  @Answers('Rename, recolour or move an option; cards keep it', {
    200: FieldOption,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: FieldOptionParams }) { field, option }: FieldOptionParams,
    @Body({ schema: FieldOptionChange }) change: FieldOptionChange,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<FieldOption>> {
    return this.options.change(access, { field, option }, change, { key, unchangedSince });
  }

  @Delete(':option')
  @HttpCode(204)
  @Allow('manageBoards')
  @Answers('Remove an option, with fromCards=true also from the cards that have it', {
    204: null,
    refusals: ['option-in-use', 'precondition-failed', 'board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: FieldOptionParams }) { field, option }: FieldOptionParams,
    @Query({ schema: RemoveFieldQuery }) { fromCards }: RemoveFieldQuery,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.options.remove(access, { field, option }, fromCards === 'true', { key, unchangedSince });
  }
}
