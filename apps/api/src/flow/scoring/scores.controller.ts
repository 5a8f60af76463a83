import { Controller, Get, Query } from '@nestjs/common';
import {
  Backtest,
  BacktestQuery,
  BoardsCalibrationQuery,
  Calibration,
  CalibrationQuery,
  MissedForecasts,
} from '@weir/contract';
import { forecastHistoryDays } from '@weir/domain';
import { Allow, FiltersBoards } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import { BacktestsService } from './backtests.service.js';
import { CalibrationService } from './calibration.service.js';

/** How often forecasts were right. */
@Controller('v1/workspaces/:workspace')
export class ScoresController {
  constructor(
    private readonly calibrations: CalibrationService,
    private readonly backtests: BacktestsService,
  ) {}

  @Get('boards/:board/flow/calibration')
  @Costs(3)
  @Allow('readBoards')
  @Answers('How often forecasts of a board were right', { 200: Calibration })
  ofBoard(
    @Access() access: BoardAccess,
    @Query({ schema: CalibrationQuery }) query: CalibrationQuery,
  ): Promise<Calibration> {
    return this.calibrations.ofBoard(access, query);
  }

  @Get('flow/calibration')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('How often forecasts of several boards were right', { 200: Calibration })
  ofBoards(
    @Access() access: Access,
    @Query({ schema: BoardsCalibrationQuery }) query: BoardsCalibrationQuery,
  ): Promise<Calibration> {
    return this.calibrations.ofBoards(access, query);
  }

  @Get('boards/:board/flow/calibration/missed')
  @Costs(3)
  @Allow('readBoards')
  @Answers('The forecasts of a board that were wrong', { 200: MissedForecasts })
  missedOfBoard(
    @Access() access: BoardAccess,
    @Query({ schema: CalibrationQuery }) query: CalibrationQuery,
  ): Promise<MissedForecasts> {
    return this.calibrations.missedOfBoard(access, query);
  }

  @Get('flow/calibration/missed')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('The forecasts of several boards that were wrong', { 200: MissedForecasts })
  missedOfBoards(
    @Access() access: Access,
    @Query({ schema: BoardsCalibrationQuery }) query: BoardsCalibrationQuery,
  ): Promise<MissedForecasts> {
    return this.calibrations.missedOfBoards(access, query);
  }

  @Get('boards/:board/flow/backtest')
  @Costs(20)
  @Allow('readBoards')
  @Answers('How often forecasts on the past days of a board would have been right', { 200: Backtest })
  backtest(
    @Access() { workspaceId, boardId }: BoardAccess,
    @Query({ schema: BacktestQuery }) { window = forecastHistoryDays }: BacktestQuery,
  ): Promise<Backtest> {
    return this.backtests.ofBoard({ workspaceId, boardId }, window);
  }
}
