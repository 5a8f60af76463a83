import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Label, LabelChange, LabelParams, NewLabel, RemoveLabelQuery } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatchBoard } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { LabelsService } from './labels.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/labels')
export class LabelsController {
  constructor(private readonly labels: LabelsService) {}

  @Post()
  @HttpCode(201)
  @Allow('changeCards')
  @Answers('Add a label', {
    201: Label,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewLabel }) label: NewLabel,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Label>> {
    return this.labels.add(access, label, { key, unchangedSince });
  }

  @Patch(':label')
  @Allow('changeCards')
  @Answers('Rename or recolour a label', {
    200: Label,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: LabelParams }) { label }: LabelParams,
    @Body({ schema: LabelChange }) change: LabelChange,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Label>> {
    return this.labels.change(access, label, change, { key, unchangedSince });
  }

  @Delete(':label')
  @HttpCode(204)
  @Allow('changeCards')
  @Answers('Remove a label, with fromCards=true also from the cards that have it', {
    204: null,
    refusals: ['label-in-use', 'precondition-failed', 'board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: LabelParams }) { label }: LabelParams,
    @Query({ schema: RemoveLabelQuery }) { fromCards }: RemoveLabelQuery,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.labels.remove(access, label, fromCards === 'true', { key, unchangedSince });
  }
}
