import { Body, Controller, Get, Put } from '@nestjs/common';
import { BoardPrice, BoardPriceChange } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { BoardPricesService } from './board-prices.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/intake/price')
export class BoardPricesController {
  constructor(private readonly prices: BoardPricesService) {}

  @Get()
  @Costs(2)
  @Allow('readPressure')
  @Answers('What a request costs the caller now, past prices, and a forecast', { 200: BoardPrice })
  read(@Access() access: BoardAccess): Promise<Result<BoardPrice>> {
    return this.prices.read(access);
  }

  @Put()
  @Allow('manageBoards')
  @Answers('Leave a board out of the priced intake, or take it in again', { 200: BoardPrice })
  change(
    @Access() access: BoardAccess,
    @Body({ schema: BoardPriceChange }) change: BoardPriceChange,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<BoardPrice>> {
    return this.prices.change(access, change, key);
  }
}
