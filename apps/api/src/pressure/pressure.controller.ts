import { Controller, Get } from '@nestjs/common';
import { Pressure } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { PressureService } from './pressure.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/pressure')
export class PressureController {
  constructor(private readonly pressure: PressureService) {}

  @Get()
  @Allow('readPressure')
  @Answers('How full the board is, and why', { 200: Pressure })
  read(@Access() access: BoardAccess): Promise<Result<Pressure>> {
    return this.pressure.read(access);
  }
}
