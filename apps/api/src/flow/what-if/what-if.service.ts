import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { WhatIf, WhatIfClasses, WhatIfQuery } from '@weir/contract';
import {
  addDays,
  arrivedClasses,
  type WhatIf as Computed,
  daysBetween,
  todayIn,
  whatIf,
  whatIfNeeds,
} from '@weir/domain';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';
import { codedText } from '../../coded-text.js';
import type { BoardIds } from '../../database/board-ids.js';
import { invalidAll } from '../../http/problems/refusals.js';
import { ok, type Result } from '../../result.js';
import { FlowScopeService } from '../figures/flow-scope.service.js';
import { simulationSeed } from '../throughput.js';
import { changedRules, historyOf, type RuleChanges } from './board-rules.js';
import { type Replayed, WhatIfRepository } from './what-if.repository.js';

/** A whole number of weeks, about as long as that of a forecast. */
const usualWindow = 119;
/** More delivered cards would take too long: a busy board is known from a shorter time. */
const mostDeliveries = 400;

/** A board’s history, and how many of its events are not in it yet. */
export type BoardReplay = { replayed: Replayed; unread: number; window: number };

/** What a board would do under other rules: its own history, simulated. */
@Injectable()
export class WhatIfService {
  /** By board, day and question. What happens today is not replayed. */
  private readonly known = new LRUCache<string, Promise<Result<WhatIf>>>({ max: 500 });

  constructor(
    private readonly repository: WhatIfRepository,
    private readonly scopes: FlowScopeService,
    private readonly clock: Clock,
  ) {}

  async ofBoard(board: BoardIds, { window = usualWindow, ...changes }: WhatIfQuery): Promise<Result<WhatIf>> {
    return this.answered(board, changes, await this.replay(board, window));
  }

  /** The answer to a question about a history that was read, kept for the day. */
  async answered(board: BoardIds, changes: RuleChanges, replay: BoardReplay): Promise<Result<WhatIf>> {
    const { window } = replay;
    const fault = faultOf(changes, replay.replayed);
    if (fault) return fault;
    const { stays, cards, requests, refused, ...rules } = replay.replayed;
    const sizes = [stays.length, cards.length, requests.length, refused.length];
    const key = JSON.stringify([board.boardId, changes, window, replay.unread, rules, sizes]);
    const known = this.known.get(key);
    if (known) return known;
    const answering = this.answer(board, changes, replay).then(ok);
    this.known.set(key, answering);
    answering.catch(() => this.known.delete(key));
    return answering;
  }

  /** Which classes arrived in the days that are usually replayed. */
  async classes(board: BoardIds): Promise<WhatIfClasses> {
    const { replayed } = await this.replay(board);
    const found = arrivedClasses(historyOf(replayed));
    if ('unknown' in found) return { unknown: codedText('whatIf', found.unknown) };
    return { from: replayed.from, ...found };
  }

  /** Reads what happened on a board, up to yesterday. */
  async replay({ workspaceId, boardId }: BoardIds, window = usualWindow): Promise<BoardReplay> {
    const unread = await this.scopes.catchUp(workspaceId, [boardId]);
    const now = this.clock.now();
    const from = addDays(todayIn(now, 'UTC'), -window);
    const bounds = { from, now, most: mostDeliveries, least: whatIfNeeds.days };
    const replayed = await this.repository.history({ workspaceId, boardId }, bounds);
    return { replayed, unread, window };
  }

  private async answer(
    { boardId }: BoardIds,
    changes: RuleChanges,
    { replayed, unread, window }: BoardReplay,
  ): Promise<WhatIf> {
    const history = historyOf(replayed);
    const { today, from, timeZone, people, limitsChangedOn } = replayed;
    const seed = simulationSeed(boardId, today);
    const found = await inTurns(
      whatIf(history, changedRules(history.rules, changes, replayed.columns), seed),
    );
    const nothing = {
      days: daysBetween(from, today),
      delivered: 0,
      undelivered: 0,
      answered: 0,
      runs: 0,
      seed,
    };
    const known = 'unknown' in found ? null : found;
    return {
      today,
      timeZone,
      result: 'unknown' in found ? { unknown: codedText('whatIf', found.unknown) } : resultOf(found),
      fit: known && { ...known.fit, warning: warningOf(known) },
      staffing: known?.staffing ?? null,
      basis: { window, from, people, limitsChangedOn, unread, ...(known?.basis ?? nothing) },
    };
  }
}

/** Other calls need not wait until a simulation is over. */
export async function inTurns<Answer>(steps: Generator<void, Answer>): Promise<Answer> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    // A run takes one to four milliseconds.
    await nextTurn();
  }
}

/** Null if the simulation with the current rules fits poorly. */
function resultOf({ before, after, difference, fit }: Computed): WhatIf['result'] {
  if (fit.verdict === 'poor') return { unknown: codedText('whatIf', { code: 'poor' }) };
  return { before, after, difference };
}

function warningOf({ fit: { verdict } }: Computed): string | null {
  return verdict === 'good' ? null : codedText('whatIf', { code: verdict });
}

/** Limits of columns that are not active ones of the board. */
function faultOf({ limits = [] }: RuleChanges, { columns }: Replayed) {
  const faults = limits.flatMap(({ columnId }, at) =>
    columnId === null || columns.some(({ id }) => id === columnId)
      ? []
      : [{ path: `limits.${at}.columnId`, code: 'notActiveColumn' as const }],
  );
  return faults.length > 0 ? invalidAll(faults) : null;
}
