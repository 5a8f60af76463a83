import { Controller, Get } from '@nestjs/common';
import { IntakeWaits } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { WaitsService } from './waits.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/intake/waits')
export class IntakeWaitsController {
  constructor(private readonly waits: WaitsService) {}

  @Get()
  @Allow('readAllRequests')
  @Answers('Which requests of the queue wait on other requests', { 200: IntakeWaits })
  read(@Access() access: BoardAccess): Promise<Result<IntakeWaits>> {
    return this.waits.ofIntake(access);
  }
}
