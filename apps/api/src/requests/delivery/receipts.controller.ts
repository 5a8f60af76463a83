import { Body, Controller, Param, Put } from '@nestjs/common';
import { BoardNumberParams, Receipt, Request } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Versioned } from '../../http/responses/versioned.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { ReceiptsService } from './receipts.service.js';

/** What the requester says of a delivery. */
@Controller('v1/workspaces/:workspace/boards/:board/requests/:number/received')
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsService) {}

  @Put()
  @Allow('submitRequests')
  @Versioned()
  @Answers('Confirm that a delivery is what the caller needed', {
    200: Request,
    refusals: ['not-delivered', 'precondition-failed', 'board-archived'],
  })
  give(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: Receipt }) _: Receipt,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Request>> {
    return this.receipts.give(access, number, { version, key });
  }
}
