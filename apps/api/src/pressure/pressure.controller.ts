import { Controller, Get } from '@nestjs/common';
import { Pressure, RequesterBoard } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { DoorService } from './door.service.js';
import { PressureService } from './pressure.service.js';

/** The load signal of a board, and what who may ask of it sees at its door. */
@Controller('v1/workspaces/:workspace/boards/:board')
export class PressureController {
  constructor(
    private readonly pressure: PressureService,
    private readonly atDoor: DoorService,
  ) {}

  @Get('pressure')
  @Allow('readPressure')
  @Answers('How full the board is, and why', { 200: Pressure })
  read(@Access() access: BoardAccess): Promise<Result<Pressure>> {
    return this.pressure.read(access);
  }

  @Get('intake/door')
  @Allow('submitRequests')
  @Answers('What who may ask sees at the door: how full it is, and what may be asked now', {
    200: RequesterBoard,
  })
  door(@Access() access: BoardAccess): Promise<Result<RequesterBoard>> {
    return this.atDoor.read(access);
  }
}
