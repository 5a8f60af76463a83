import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { PlainDate } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { WriteBehind } from '../../database/write-behind.js';
import { JointForecastsRepository } from './joint-forecasts.repository.js';
import { ScoringRepository } from './scoring.repository.js';
import {
  answerToShown,
  type JointForecast,
  placeToShown,
  type ShownAnswer,
  type ShownForecast,
  type ShownPlace,
} from './shown-forecast.js';

/**
 * Stores forecasts that are shown, to be scored later: about boards, of several boards together, of cards, and at the door. No call waits
 * for it, and a failure is only logged. Only the first forecast of a question on a day is kept. ForecastsService stores those of requests.
 */
@Injectable()
export class ShownForecasts implements BeforeApplicationShutdown {
  private readonly shown = new WriteBehind('forecasts', 50_000);

  constructor(
    private readonly repository: ScoringRepository,
    private readonly joint: JointForecastsRepository,
    private readonly clock: Clock,
  ) {}

  /** `baseline`: how many cards are delivered by the day asked about if the last month repeats itself. */
  show(board: BoardIds, answer: ShownAnswer, baseline: number): void {
    this.keep(board, answer.today, answerToShown(answer, baseline));
  }

  showPlace(board: BoardIds, place: ShownPlace): void {
    this.keep(board, place.today, placeToShown(place));
  }

  showTogether(workspaceId: string, forecasts: readonly JointForecast[]): void {
    const nameOf = ({ day, kind, boardIds, items, by, windowDays }: JointForecast) =>
      [workspaceId, day, kind, boardIds, items, by, windowDays].join('/');
    this.shown.write(forecasts, nameOf, (fresh) => this.joint.store(workspaceId, fresh, this.clock.now()));
  }

  private keep(board: BoardIds, today: PlainDate, forecasts: readonly ShownForecast[]): void {
    const nameOf = ({ kind, items, by, windowDays, card }: ShownForecast) =>
      [board.boardId, today, kind, items, by, windowDays, card].join('/');
    this.shown.write(forecasts, nameOf, (fresh) =>
      this.repository.store(board, today, fresh, this.clock.now()),
    );
  }

  /** Resolves when everything that was shown so far is stored, or could not be. */
  settled(): Promise<void> {
    return this.shown.settled();
  }

  /** While the pool is still open. */
  beforeApplicationShutdown(): Promise<void> {
    return this.settled();
  }
}
