import { Controller, Get } from '@nestjs/common';
import { WaitsMap } from '@weir/contract';
import { Allow, FiltersBoards } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import { Costs } from '../http/rates/costs.js';
import { Versioned } from '../http/responses/versioned.js';
import type { Result } from '../result.js';
import { WaitsMapService } from './waits-map.service.js';

@Controller('v1/workspaces/:workspace/waits/map')
export class WaitsMapController {
  constructor(private readonly map: WaitsMapService) {}

  @Get()
  @Costs(5)
  @Versioned()
  @FiltersBoards()
  @Allow('readBoards')
  @Answers('Which boards wait on which, and where the bottleneck is', { 200: WaitsMap })
  read(@Access() access: Access): Promise<Result<WaitsMap>> {
    return this.map.read(access);
  }
}
