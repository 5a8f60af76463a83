import { Injectable } from '@nestjs/common';
import type { TrialPrediction } from '@weir/contract';
import {
  addDays,
  instantAt,
  type PlainDate,
  predictTrial,
  type WhatHappened,
  whatHappened,
} from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { ok, type Result, refuse } from '../../result.js';
import { FlowScopeService } from '../figures/flow-scope.service.js';
import { simulationSeed } from '../throughput.js';
import { changedRules, historyOf } from './board-rules.js';
import { WhatIfRepository } from './what-if.repository.js';
import { inTurns, WhatIfService } from './what-if.service.js';

type Place = { columnId: string | null; max: number };

/** What was predicted on a day of a board, and the maxima that it had then, in the order of the question; null: none. */
export type TrialForecast = { today: PlainDate; had: (number | null)[]; prediction: TrialPrediction };

/** What a trial of limits will bring, and what it brought. */
@Injectable()
export class TrialFiguresService {
  constructor(
    private readonly whatIfs: WhatIfService,
    private readonly repository: WhatIfRepository,
    private readonly scopes: FlowScopeService,
  ) {}

  /** What the next days bring if these limits change today, and if they don’t. 409 where what-if itself has no answer. */
  async predict(board: BoardIds, limits: readonly Place[], days: number): Promise<Result<TrialForecast>> {
    const replay = await this.whatIfs.replay(board);
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
    return ok({
      today: replayed.today,
      had: limits.map(({ columnId }) => maxOn(replayed.limits, columnId)),
      prediction: {
        ...predicted,
        basis: { from: basis.from, days: basis.days, delivered: basis.delivered, fit: fit.verdict },
      },
    });
  }

  /** What happened on these days, the last one included, and the first of them that the board had; null while the event log of the board was not read up to now. */
  async happened(
    { workspaceId, boardId }: BoardIds,
    { from, to, timeZone }: { from: PlainDate; to: PlainDate; timeZone: string },
  ): Promise<(WhatHappened & { from: PlainDate }) | null> {
    if ((await this.scopes.catchUp(workspaceId, [boardId])) > 0) return null;
    // All of these days, however many cards were delivered, and whatever limits changed.
    const all = {
      from,
      now: instantAt(addDays(to, 1), 12 * 60, timeZone),
      most: 1_000_000,
      least: 1_000_000,
    };
    const history = historyOf(await this.repository.history({ workspaceId, boardId }, all));
    return { ...whatHappened(history), from: history.from };
  }
}

function maxOn(
  limits: readonly { scope: string; columnId: string | null; max: number }[],
  columnId: string | null,
): number | null {
  const scope = columnId === null ? 'board' : 'column';
  return limits.find((limit) => limit.scope === scope && limit.columnId === columnId)?.max ?? null;
}
