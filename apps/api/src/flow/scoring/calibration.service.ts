import { Injectable } from '@nestjs/common';
import type { BoardsCalibrationQuery, Calibration, CalibrationQuery } from '@weir/contract';
import type { Access, BoardAccess } from '../../http/access/caller.js';
import { FlowScopeService } from '../figures/flow-scope.service.js';
import { toChanceScore, toLevelScore, toLevelScores } from './score-answers.js';
import { ScoringRepository } from './scoring.repository.js';

const noVoids: Calibration['void'] = {
  notAccepted: 0,
  acceptedLater: 0,
  withdrawn: 0,
  displaced: 0,
  archived: 0,
  deleted: 0,
  boardArchived: 0,
};

/** How often forecasts that were shown were right. */
@Injectable()
export class CalibrationService {
  constructor(
    private readonly scopes: FlowScopeService,
    private readonly repository: ScoringRepository,
  ) {}

  async ofBoard(access: BoardAccess, { window, ...days }: CalibrationQuery): Promise<Calibration> {
    return this.of(await this.scopes.ofBoard(access, days), window ?? null);
  }

  async ofBoards(access: Access, { window, ...query }: BoardsCalibrationQuery): Promise<Calibration> {
    return this.of(await this.scopes.ofBoards(access, query), window ?? null);
  }

  private async of(
    { workspaceId, boardIds, scope }: Awaited<ReturnType<FlowScopeService['ofBoards']>>,
    window: number | null,
  ): Promise<Calibration> {
    const scores = await this.repository.scores(workspaceId, boardIds, { ...scope, window });
    const { doneBy, delivered, requests } = scores;
    return {
      ...scope,
      window,
      doneBy: toLevelScores(doneBy),
      delivered: toLevelScores(delivered),
      requests: { p50: toLevelScore(requests.p50), p85: toLevelScore(requests.p85) },
      chances: toChanceScore(scores.chances),
      pending: scores.pending,
      void: { ...noVoids, ...scores.void },
    };
  }
}
