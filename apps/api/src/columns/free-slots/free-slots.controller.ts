import { Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ColumnParams, NotifyMe, SlotWaitList } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { FreeSlotsService } from './free-slots.service.js';

/** A wait for a slot belongs to the caller, not to the board, so it makes no event. */
@Controller('v1/workspaces/:workspace/boards/:board')
export class FreeSlotsController {
  constructor(private readonly freeSlots: FreeSlotsService) {}

  @Get('slot-waits')
  @Allow('changeCards')
  @Answers('The columns of the board for whose free slot the caller waits', { 200: SlotWaitList })
  list(@Access() access: BoardAccess): Promise<Result<SlotWaitList>> {
    return this.freeSlots.list(access);
  }

  @Get('columns/:column/notify-me')
  @Allow('changeCards')
  @Answers('Whether the caller is notified when a column has a free slot', { 200: NotifyMe })
  read(
    @Access() access: BoardAccess,
    @Param({ schema: ColumnParams }) { column }: ColumnParams,
  ): Promise<Result<NotifyMe>> {
    return this.freeSlots.read(access, column);
  }

  @Put('columns/:column/notify-me')
  @Allow('changeCards')
  @Answers('Be notified once when a full column has a free slot', {
    200: NotifyMe,
    refusals: ['cap-reached', 'board-archived', 'column-has-room'],
  })
  switchOn(
    @Access() access: BoardAccess,
    @Param({ schema: ColumnParams }) { column }: ColumnParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<NotifyMe>> {
    return this.freeSlots.switchOn(access, column, key);
  }

  @Delete('columns/:column/notify-me')
  @HttpCode(204)
  @Allow('changeCards')
  @Answers('No longer be notified of a free slot', { 204: null })
  switchOff(
    @Access() access: BoardAccess,
    @Param({ schema: ColumnParams }) { column }: ColumnParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.freeSlots.switchOff(access, column, key);
  }
}
