import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { BoardNumberParams } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { DeletingService } from './deleting.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/creation')
export class CreationController {
  constructor(private readonly deleting: DeletingService) {}

  @Delete()
  @HttpCode(204)
  @Allow('changeCards')
  @Answers('Undo the creation of a card, which deletes it', {
    204: null,
    refusals: ['card-changed', 'precondition-failed', 'board-archived'],
  })
  undo(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.deleting.undoCreation(access, number, { version, key });
  }
}
