import { Injectable } from '@nestjs/common';
import type { BoardsCalibrationQuery, Calibration, CalibrationQuery, MissedForecasts } from '@weir/contract';
import type { Access, BoardAccess } from '../../http/access/caller.js';
import type { Scoped } from '../figures/flow-scope.js';
import { FlowScopeService } from '../figures/flow-scope.service.js';
import { MissedRepository } from './missed.repository.js';
import { type Levels, toChanceScore, toLevelScore, toLevelScores } from './score-answers.js';
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
    private readonly misses: MissedRepository,
  ) {}

  async ofBoard(access: BoardAccess, { window, ...days }: CalibrationQuery): Promise<Calibration> {
    return this.of(await this.scopes.ofBoard(access, days), window ?? null);
  }

  async ofBoards(access: Access, { window, ...query }: BoardsCalibrationQuery): Promise<Calibration> {
    return this.of(await this.scopes.ofBoards(access, query), window ?? null);
  }

  async missedOfBoard(access: BoardAccess, { window, ...days }: CalibrationQuery): Promise<MissedForecasts> {
    return this.missed(await this.scopes.ofBoard(access, days), window ?? null);
  }

  async missedOfBoards(
    access: Access,
    { window, ...query }: BoardsCalibrationQuery,
  ): Promise<MissedForecasts> {
    return this.missed(await this.scopes.ofBoards(access, query), window ?? null);
  }

  private async missed(
    { workspaceId, boardIds, scope }: Scoped,
    window: number | null,
  ): Promise<MissedForecasts> {
    const found = await this.misses.missed(workspaceId, boardIds, { ...scope, window });
    return { ...scope, window, ...found };
  }

  private async of({ workspaceId, boardIds, scope }: Scoped, window: number | null): Promise<Calibration> {
    const scores = await this.repository.scores(workspaceId, boardIds, { ...scope, window });
    const ofPlaces = ({ p50, p85 }: Levels) => ({ p50: toLevelScore(p50), p85: toLevelScore(p85) });
    return {
      ...scope,
      window,
      doneBy: toLevelScores(scores.doneBy),
      delivered: toLevelScores(scores.delivered),
      requests: ofPlaces(scores.requests),
      cards: ofPlaces(scores.cards),
      door: ofPlaces(scores.door),
      together: toLevelScores(scores.together),
      chances: toChanceScore(scores.chances),
      pending: scores.pending,
      void: { ...noVoids, ...scores.void },
    };
  }
}
