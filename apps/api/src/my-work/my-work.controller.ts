import { Controller, Get, Query } from '@nestjs/common';
import { MyWork, PageQuery } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { MyWorkService } from './my-work.service.js';

@Controller('v1/workspaces/:workspace/my-work')
export class MyWorkController {
  constructor(private readonly work: MyWorkService) {}

  @Get()
  @Allow('changeCards')
  @Answers('The caller’s cards and waiting requests on all boards, and what waits for an answer of theirs', {
    200: MyWork,
  })
  read(@Access() access: Access, @Query({ schema: PageQuery }) query: PageQuery): Promise<Result<MyWork>> {
    return this.work.read(access, query);
  }
}
