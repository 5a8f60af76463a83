import { Controller, Get } from '@nestjs/common';
import { Deferrals } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { DeferralsService } from './deferrals.service.js';

/** The dates to which requests were deferred. */
@Controller('v1/workspaces/:workspace/boards/:board/intake/deferrals')
export class DeferralsController {
  constructor(private readonly deferrals: DeferralsService) {}

  @Get()
  @Allow('readIntake')
  @Answers('Unused tickets by the week in which they become valid, and how many cards a week delivers', {
    200: Deferrals,
  })
  read(@Access() access: BoardAccess): Promise<Result<Deferrals>> {
    return this.deferrals.read(access);
  }
}
