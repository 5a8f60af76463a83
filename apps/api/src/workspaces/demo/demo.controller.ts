import { Controller, Param, Put } from '@nestjs/common';
import { Workspace, WorkspaceParams } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import type { Result } from '../../result.js';
import { DemoService } from './demo.service.js';

@Controller('v1/workspaces/:workspace/demo')
export class DemoController {
  constructor(private readonly demo: DemoService) {}

  @Put()
  @Costs(30)
  @Allow('manageBoards')
  @Answers(
    'Start the demo workspace afresh if it is more than a day old. Everything in it goes; accounts and sessions stay. ' +
      '404 for any other workspace, and on servers that `pnpm start` did not start with its demo',
    { 200: Workspace },
  )
  startAfresh(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
  ): Promise<Result<Workspace>> {
    return this.demo.startAfresh(access);
  }
}
