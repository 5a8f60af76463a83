import { Injectable } from '@nestjs/common';
import type { TrialPrediction } from '@weir/contract';
import {
  addDays,
  type Calendar,
  instantAt,
  type PlainDate,
  predictTrial,
  trusted,
  type WhatHappened,
  whatHappened,
} from '@weir/domain';
import { LRUCache } from 'lru-cache';
import type { BoardIds } from '../../database/board-ids.js';
import type { Tx } from '../../database/prisma.js';
import { ok, type Result, refuse, retryAfter } from '../../result.js';
import { FlowScopeService } from '../figures/flow-scope.service.js';
import { simulationSeed } from '../throughput.js';
import { changedRules, historyOf } from './board-rules.js';
import { type ReplayedRules, rulesOf, WhatIfRepository } from './what-if.repository.js';
import { type BoardReplay, inTurns, WhatIfService } from './what-if.service.js';

type Place = { columnId: string | null; max: number };

/** A prediction for a board on a day, with the rules of the board on that day and the calendar that measures the days. */
export type TrialForecast = {
  today: PlainDate;
  rules: string;
  prediction: TrialPrediction;
  calendar: Calendar;
};
type Days = { from: PlainDate; to: PlainDate; timeZone: string; calendar: Calendar };

/** The prediction and the results of a trial of limits. */
@Injectable()
export class TrialFiguresService {
  /** Keyed by the rules of a board, its day, its history and the question, so that a retry does not simulate again. */
  private readonly known = new LRUCache<string, Promise<Result<TrialForecast>>>({ max: 200 });

  constructor(
    private readonly whatIfs: WhatIfService,
    private readonly repository: WhatIfRepository,
    private readonly scopes: FlowScopeService,
  ) {}

  /** The rules that a board has now, as the transaction sees them. */
  rules(tx: Tx, board: BoardIds): Promise<ReplayedRules> {
    return this.repository.rules(tx, board);
  }

  /**
   * Predicts the next days with and without a change of these limits today. 409 if what-if has no answer. 503 until the event log of the
   * board is read completely, because a prediction is stored permanently.
   */
  async predict(board: BoardIds, limits: readonly Place[], days: number): Promise<Result<TrialForecast>> {
    const replay = await this.whatIfs.replay(board);
    if (replay.unread > 0) return refuse('overloaded', retryAfter.busy);
    const { replayed } = replay;
    const { stays, cards, requests, refused } = replayed;
    const sizes = [stays.length, cards.length, requests.length, refused.length];
    const key = JSON.stringify([board.boardId, replayed.today, rulesOf(replayed), sizes, limits, days]);
    const known = this.known.get(key);
    if (known) return known;
    const predicting = this.predicted(board, replay, limits, days);
    this.known.set(key, predicting);
    predicting.catch(() => this.known.delete(key));
    return predicting;
  }

  private async predicted(
    board: BoardIds,
    replay: BoardReplay,
    limits: readonly Place[],
    days: number,
  ): Promise<Result<TrialForecast>> {
    const answer = await this.whatIfs.answered(board, { limits }, replay);
    if (!answer.ok) return answer;
    const { result, fit, basis } = answer.value;
    if ('unknown' in result) return refuse('trial-not-predictable', { why: result.unknown });
    const { replayed } = replay;
    const history = historyOf(replayed);
    const rules = changedRules(history.rules, { limits }, replayed.columns);
    const seed = simulationSeed(board.boardId, replayed.today);
    const predicted = await inTurns(predictTrial(history, rules, { days, seed }));
    if (!predicted || !fit || fit.verdict === 'poor')
      throw new Error('what-if has an answer, and a trial has no prediction');
    const { before, after, difference } = trusted(predicted, fit);
    const { from, days: replayedDays, delivered } = basis;
    return ok({
      today: replayed.today,
      rules: JSON.stringify(rulesOf(replayed)),
      prediction: {
        ...{ before, after, difference },
        basis: { from, days: replayedDays, delivered, fit: fit.verdict },
      },
      calendar: predicted.calendar,
    });
  }

  /**
   * The results of these days, including the last one, and the first of them on which the board existed (if it existed on none: the
   * first of all); null until the event log of the board is read completely.
   */
  async happened(
    { workspaceId, boardId }: BoardIds,
    { from, to, timeZone, calendar }: Days,
  ): Promise<(WhatHappened & { from: PlainDate }) | null> {
    if ((await this.scopes.catchUp(workspaceId, [boardId])) > 0) return null;
    const now = instantAt(addDays(to, 1), 12 * 60, timeZone);
    // Includes all of these days, however many cards were delivered, and whatever limits changed.
    const all = { from, now, most: null, least: null };
    const history = historyOf(await this.repository.history({ workspaceId, boardId }, all));
    return { ...whatHappened(history, calendar), from: history.from > to ? from : history.from };
  }
}
