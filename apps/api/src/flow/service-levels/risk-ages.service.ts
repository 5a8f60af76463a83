import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { eachDue } from '../../background/each-due.js';
import { Jobs } from '../../background/jobs.service.js';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { FlowScopeService } from '../figures/flow-scope.service.js';
import { ServiceLevelsRepository } from './service-levels.repository.js';

/** Seconds. Until the job has kept them, each read of the board computes the risk ages anew. */
const every = 60;
const mostBoards = 500;

/** Computes from which age on the cards of a board are at risk, once for its day and its expectations. */
@Injectable()
export class RiskAgesService implements OnModuleInit {
  private readonly log = new Logger('RiskAges');

  constructor(
    private readonly jobs: Jobs,
    private readonly repository: ServiceLevelsRepository,
    private readonly scopes: FlowScopeService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('risk-ages', every, (signal) => this.sweep(signal));
  }

  async sweep(stopped?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const keep = async (board: BoardIds) => {
      // If events are still unread, the ages of the whole day would be based on too few cards.
      const unread = await this.scopes.catchUp(board.workspaceId, [board.boardId]);
      if (unread === 0) await this.repository.keepRiskAges(board, now);
    };
    await eachDue(await this.repository.withoutRiskAges(now, mostBoards), keep, { log: this.log, stopped });
  }
}
