import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { eachDue } from '../../background/each-due.js';
import { Jobs } from '../../background/jobs.service.js';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { JointForecastsRepository } from './joint-forecasts.repository.js';
import { ScoringRepository } from './scoring.repository.js';

/** Seconds. A forecast becomes due once a day, at midnight in the time zone of its board. */
const every = 900;
const mostBoards = 500;
const mostJoint = 1_000;
/** So that a statement takes well under a second. */
const batch = 200;

/** Compares forecasts that were shown with what happened, once the last day that they speak of is over. */
@Injectable()
export class ScoringService implements OnModuleInit {
  private readonly log = new Logger('Scoring');

  constructor(
    private readonly jobs: Jobs,
    private readonly repository: ScoringRepository,
    private readonly joint: JointForecastsRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('scoring', every, (signal) => this.sweep(signal));
  }

  /** Several runs at once are safe: each forecast is scored by one of them. */
  async sweep(stopped?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const score = async (board: BoardIds) => {
      while (!stopped?.aborted && (await this.repository.score(board, now, batch)) === batch);
    };
    const run = { log: this.log, stopped };
    await eachDue(await this.repository.due(now, mostBoards), score, run);
    await eachDue(await this.joint.due(now, mostJoint), (each) => this.joint.score(each, now), run);
  }
}
