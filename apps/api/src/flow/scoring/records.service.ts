import { Injectable } from '@nestjs/common';
import type { ForecastRecord } from '@weir/contract';
import {
  addDays,
  backtestWindows,
  forecastHistoryDays,
  type PlainDate,
  recordFault,
  todayIn,
} from '@weir/domain';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';
import { codedText } from '../../coded-text.js';
import type { BoardIds } from '../../database/board-ids.js';
import { BacktestsService, tooFewWindows } from './backtests.service.js';
import { JointForecastsRepository } from './joint-forecasts.repository.js';
import { type Levels, toLevelScore } from './score-answers.js';
import { ScoringRepository } from './scoring.repository.js';

export type RecordKind = 'doneBy' | 'delivered';
/** Places in the order: of requests, and of cards without one. */
export type PlaceKind = 'requests' | 'cards';
type Scores = Record<RecordKind | PlaceKind, Levels>;

/** With fewer scored forecasts the backtest says more. */
const fewest = 10;
/** As long as scores are kept. */
const days = 400;
const minuteMs = 60_000;

/** How often a board’s forecasts were right. */
@Injectable()
export class RecordsService {
  private readonly scores = new LRUCache<string, Promise<Scores>>({ max: 1_000, ttl: minuteMs });

  constructor(
    private readonly repository: ScoringRepository,
    private readonly joint: JointForecastsRepository,
    private readonly backtests: BacktestsService,
    private readonly clock: Clock,
  ) {}

  /** Of the forecasts that were shown, however many days they draw from; of a backtest with this window if they are few. */
  async ofBoard(
    board: BoardIds,
    { kind, window, today }: { kind: RecordKind; window: number; today: PlainDate },
  ): Promise<ForecastRecord | { unknown: string }> {
    const shown = (await this.shown(board, today))[kind];
    if (shown.p85.forecasts >= fewest) return toRecord('forecasts', shown);
    const { result } = await this.backtests.tested(board, window);
    if (result.windows < backtestWindows.least) return { unknown: tooFewWindows(result.windows) };
    return toRecord('backtest', result[kind]);
  }

  /** Of the forecasts of requests or of cards. If they are few, of a backtest of numbers of cards: a place in the order is one. */
  async ofPlaces(board: BoardIds, kind: PlaceKind): Promise<ForecastRecord | { unknown: string }> {
    // No time zone is more than a day ahead of UTC.
    const today = addDays(todayIn(this.clock.now(), 'UTC'), 1);
    const shown = (await this.shown(board, today))[kind];
    if (shown.p85.forecasts >= fewest) return toRecord('forecasts', shown, requestFaults);
    const { result } = await this.backtests.tested(board, forecastHistoryDays);
    if (result.windows < backtestWindows.least) return { unknown: tooFewWindows(result.windows) };
    return toRecord('backtest', result.doneBy, requestFaults);
  }

  /**
   * Of forecasts of several of these boards together. There is no backtest: that of one board does not show how boards depend on each
   * other.
   */
  async ofTogether(
    workspaceId: string,
    boardIds: string[],
    today: PlainDate,
  ): Promise<ForecastRecord | { unknown: string }> {
    const shown = await this.joint.levels(workspaceId, boardIds, { from: addDays(today, -days), to: today });
    const { forecasts } = shown.p85;
    if (forecasts >= fewest) return toRecord('forecasts', shown);
    return { unknown: codedText('forecastRecord', { code: 'tooFewTogether', forecasts, needed: fewest }) };
  }

  private shown({ workspaceId, boardId }: BoardIds, today: PlainDate): Promise<Scores> {
    const minute = Math.floor(this.clock.now().getTime() / minuteMs);
    const key = `${boardId}/${minute}`;
    const known = this.scores.get(key);
    if (known) return known;
    const reading = this.repository.scores(workspaceId, [boardId], {
      from: addDays(today, -days),
      to: today,
      window: null,
    });
    this.scores.set(key, reading);
    reading.catch(() => this.scores.delete(key));
    return reading;
  }
}

/** Who asks can't choose a window: they can only expect it later or earlier. */
const requestFaults = { tooSure: 'requestsTooSure', tooCautious: 'requestsTooCautious' } as const;
const boardFaults = { tooSure: 'tooSure', tooCautious: 'tooCautious' } as const;

function toRecord(
  source: ForecastRecord['source'],
  levels: Levels,
  codes: typeof boardFaults | typeof requestFaults = boardFaults,
): ForecastRecord {
  const fault = recordFault(levels);
  const { p50, p85 } = levels;
  const warning =
    fault &&
    codedText(
      'forecastRecord',
      fault === 'tooSure'
        ? { code: codes[fault], forecasts: p85.forecasts, times: p85.held }
        : { code: codes[fault], forecasts: p50.forecasts, times: p50.surpassed },
    );
  return { source, ...toLevelScore(p85), warning };
}
