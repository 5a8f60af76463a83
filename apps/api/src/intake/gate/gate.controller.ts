import { Body, Controller, Put } from '@nestjs/common';
import { Gate, GateSetting } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatchBoard } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { GateService } from './gate.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/intake/gate')
export class GateController {
  constructor(private readonly gate: GateService) {}

  @Put()
  @Allow('setGate')
  @Answers('Open, throttle or shut the gate', {
    200: Gate,
    refusals: ['precondition-failed', 'board-archived'],
  })
  set(
    @Access() access: BoardAccess,
    @Body({ schema: GateSetting }) setting: GateSetting,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Gate>> {
    return this.gate.set(access, setting, { key, unchangedSince });
  }
}
