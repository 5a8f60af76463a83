import { Controller, Get, Query } from '@nestjs/common';
import { WhatIf, WhatIfClasses, WhatIfQuery } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import type { Result } from '../../result.js';
import { WhatIfService } from './what-if.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/flow/what-if')
export class WhatIfController {
  constructor(private readonly whatIfs: WhatIfService) {}

  @Get()
  @Costs(30)
  @Allow('readBoards')
  @Answers('What a board would do with other limits, people, depth or classes, by its own history', {
    200: WhatIf,
  })
  ofBoard(
    @Access() { workspaceId, boardId }: BoardAccess,
    @Query({ schema: WhatIfQuery }) query: WhatIfQuery,
  ): Promise<Result<WhatIf>> {
    return this.whatIfs.ofBoard({ workspaceId, boardId }, query);
  }

  @Get('classes')
  @Costs(10)
  @Allow('readBoards')
  @Answers('The shares of the classes among what arrived on a board, which what-if can change', {
    200: WhatIfClasses,
  })
  classes(@Access() { workspaceId, boardId }: BoardAccess): Promise<WhatIfClasses> {
    return this.whatIfs.classes({ workspaceId, boardId });
  }
}
