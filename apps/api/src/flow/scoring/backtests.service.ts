import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Backtest } from '@weir/contract';
import {
  backtest,
  backtestDays,
  backtestWindows,
  type Backtest as Computed,
  type PlainDate,
} from '@weir/domain';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';
import { codedText } from '../../coded-text.js';
import type { BoardIds } from '../../database/board-ids.js';
import { FlowScopeService } from '../figures/flow-scope.service.js';
import { type FlowRow, ForecastsRepository } from '../forecasts.repository.js';
import { simulationSeed } from '../throughput.js';
import { toChanceScore, toLevelScores } from './score-answers.js';
import { ScoringRepository } from './scoring.repository.js';

/** `unread`: how many events of the board are not in it. */
type Tested = { flow: FlowRow; result: Computed; unread: number };

/** Forecasts on the past days of a board: what they would have said, and how often that was true. */
@Injectable()
export class BacktestsService {
  /** By board, day and window. What happens today changes next to nothing, so each is computed once a day, when the whole log was read. */
  private readonly known = new LRUCache<string, Promise<Tested>>({ max: 1_000 });

  constructor(
    private readonly scopes: FlowScopeService,
    private readonly forecasts: ForecastsRepository,
    private readonly repository: ScoringRepository,
    private readonly clock: Clock,
  ) {}

  async ofBoard(board: BoardIds, window: number): Promise<Backtest> {
    const { flow, result } = await this.tested(board, window);
    const { windows, from, to, doneBy, delivered, chances } = result;
    const isThin = windows < backtestWindows.least;
    return {
      today: flow.today,
      timeZone: flow.timeZone,
      window,
      windows,
      from,
      to,
      scores: isThin
        ? { unknown: tooFewWindows(windows) }
        : {
            doneBy: toLevelScores(doneBy),
            delivered: toLevelScores(delivered),
            chances: toChanceScore(chances),
          },
    };
  }

  async tested({ workspaceId, boardId }: BoardIds, window: number): Promise<Tested> {
    const days = window + backtestDays;
    const [flow] = await this.forecasts.flow(workspaceId, [boardId], this.clock.now(), {
      withHistory: [],
      days,
    });
    const { timeZone, workingHours, today } = flow as FlowRow;
    const key = JSON.stringify([boardId, today, window, timeZone, workingHours]);
    const known = this.known.get(key);
    if (known) return known;
    const testing = this.test(workspaceId, flow as FlowRow, window);
    this.known.set(key, testing);
    const forget = () => this.known.delete(key);
    testing.then(({ unread }) => unread > 0 && forget(), forget);
    return testing;
  }

  private async test(workspaceId: string, flow: FlowRow, window: number): Promise<Tested> {
    const { boardId, today, from, timeZone, workingHours } = flow;
    const unread = await this.scopes.catchUp(workspaceId, [boardId]);
    const deliveries = await this.repository.deliveries({ workspaceId, boardId }, from);
    const calendar = { timeZone, workingHours };
    const seedOf = (day: PlainDate) => simulationSeed(boardId, day);
    const steps = backtest({ deliveries, from, today, calendar, window, seedOf });
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return { flow, result: step.value, unread };
      // A day takes about a millisecond, and other calls need not wait for all of them.
      await nextTurn();
    }
  }
}

export function tooFewWindows(windows: number): string {
  return codedText('forecastRecord', { code: 'tooFewWindows', windows, needed: backtestWindows.least });
}
