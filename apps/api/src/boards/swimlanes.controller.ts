import { Body, Controller, Delete, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { NewSwimlane, type Swimlane, SwimlaneChange, SwimlaneParams } from '@weir/contract';
import type { WriteKey } from '../database/idempotency.js';
import { Allow } from '../http/allow.js';
import { Access, type BoardAccess } from '../http/caller.js';
import { Idempotency } from '../http/idempotency.js';
import type { Result } from '../result.js';
import { SwimlanesService } from './swimlanes.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/swimlanes')
export class SwimlanesController {
  constructor(private readonly swimlanes: SwimlanesService) {}

  @Post()
  @HttpCode(201)
  @Allow('manageBoards')
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewSwimlane }) swimlane: NewSwimlane,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Swimlane>> {
    return this.swimlanes.add(access, swimlane, key);
  }

  @Patch(':swimlane')
  @Allow('manageBoards')
  change(
    @Access() access: BoardAccess,
    @Param({ schema: SwimlaneParams }) { swimlane }: SwimlaneParams,
    @Body({ schema: SwimlaneChange }) change: SwimlaneChange,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Swimlane>> {
    return this.swimlanes.change(access, swimlane, change, key);
  }

  @Delete(':swimlane')
  @HttpCode(204)
  @Allow('manageBoards')
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: SwimlaneParams }) { swimlane }: SwimlaneParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.swimlanes.remove(access, swimlane, key);
  }
}
