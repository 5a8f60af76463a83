import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import {
  BoardNumberParams,
  Card,
  ChecklistItemChange,
  ChecklistItemParams,
  NewChecklistItems,
} from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { CreatesAt } from '../../http/responses/location.js';
import { Versioned } from '../../http/responses/versioned.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { ChecklistService } from './checklist.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/checklist')
export class ChecklistController {
  constructor(private readonly checklist: ChecklistService) {}

  @Post()
  @HttpCode(201)
  @CreatesAt('/v1/workspaces/:workspace/boards/:board/cards/:number')
  @Allow('changeCards')
  @Versioned()
  @Answers('Add items to a card’s checklist', {
    201: Card,
    refusals: ['precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: NewChecklistItems }) items: NewChecklistItems,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.checklist.add(access, number, items, { version, key });
  }

  @Patch(':item')
  @Allow('changeCards')
  @Versioned()
  @Answers('Tick, edit, assign or move an item', {
    200: Card,
    refusals: ['precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: ChecklistItemParams }) { number, item }: ChecklistItemParams,
    @Body({ schema: ChecklistItemChange }) change: ChecklistItemChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.checklist.change(access, number, item, change, { version, key });
  }

  @Put(':item/card')
  @Allow('changeCards')
  @Versioned()
  @Answers('Turn an item into a card of the board, once', {
    200: Card,
    refusals: ['precondition-failed', 'board-archived', 'wip-limit-reached'],
  })
  turnIntoCard(
    @Access() access: BoardAccess,
    @Param({ schema: ChecklistItemParams }) { number, item }: ChecklistItemParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.checklist.turnIntoCard(access, number, item, { version, key });
  }

  @Delete(':item')
  @Allow('changeCards')
  @Versioned()
  @Answers('Remove an item', { 200: Card, refusals: ['precondition-failed', 'board-archived'] })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: ChecklistItemParams }) { number, item }: ChecklistItemParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.checklist.remove(access, number, item, { version, key });
  }
}
