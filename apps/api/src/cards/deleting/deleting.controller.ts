import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { BoardNumberParams } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { DeletingService } from './deleting.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/cards/:number')
export class DeletingController {
  constructor(private readonly deleting: DeletingService) {}

  @Delete()
  @Costs(5)
  @HttpCode(204)
  @Allow('deleteCards')
  @Answers('Delete an archived card for good', {
    204: null,
    refusals: ['card-not-archived', 'card-displaced', 'precondition-failed', 'board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.deleting.remove(access, number, { version, key });
  }
}
