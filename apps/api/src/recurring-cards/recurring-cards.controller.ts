import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  NewRecurringCard,
  RecurringCard,
  RecurringCardChange,
  RecurringCardList,
  RecurringCardParams,
} from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatchBoard } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { RecurringCardsService } from './recurring-cards.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/recurring-cards')
export class RecurringCardsController {
  constructor(private readonly recurring: RecurringCardsService) {}

  @Get()
  @Allow('readBoards')
  @Answers('The board’s recurring cards, by title', { 200: RecurringCardList })
  list(@Access() access: BoardAccess): Promise<Result<RecurringCardList>> {
    return this.recurring.list(access);
  }

  @Post()
  @HttpCode(201)
  @Allow('manageBoards')
  @Answers('Add a recurring card', {
    201: RecurringCard,
    refusals: ['precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewRecurringCard }) card: NewRecurringCard,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<RecurringCard>> {
    return this.recurring.add(access, card, { key, unchangedSince });
  }

  @Patch(':recurringCard')
  @Allow('manageBoards')
  @Answers('Change, pause or go on with a recurring card', {
    200: RecurringCard,
    refusals: ['precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: RecurringCardParams }) { recurringCard }: RecurringCardParams,
    @Body({ schema: RecurringCardChange }) change: RecurringCardChange,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<RecurringCard>> {
    return this.recurring.change(access, recurringCard, change, { key, unchangedSince });
  }

  @Delete(':recurringCard')
  @HttpCode(204)
  @Allow('manageBoards')
  @Answers('Delete a recurring card; cards that it made stay', {
    204: null,
    refusals: ['precondition-failed', 'board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: RecurringCardParams }) { recurringCard }: RecurringCardParams,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.recurring.remove(access, recurringCard, { key, unchangedSince });
  }
}
