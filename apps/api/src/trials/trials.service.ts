import { Injectable } from '@nestjs/common';
import type {
  LimitTrial,
  LimitTrialList,
  NewLimitTrial,
  PageQuery,
  TrialChoice,
  TrialStop,
} from '@weir/contract';
import { addDays, todayIn, trialDays } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { TrialFiguresService, type TrialForecast } from '../flow/what-if/trial-figures.service.js';
import type { BoardAccess } from '../http/access/caller.js';
import { pageOf, readCursor, uuidShape } from '../http/cursor.js';
import { TriedLimitsService } from '../limits/tried-limits.service.js';
import { ok, type Result, refuse, retryAfter } from '../result.js';
import { type BoardConditions, BoardWriter, type Write } from '../writes/board-writer.js';
import type { WriteKey } from '../writes/idempotency.js';
import { EndingTrialsService } from './ending-trials.service.js';
import { isOver, stateOf, toTrial } from './trial-documents.js';
import { type TrialRow, TrialsRepository } from './trials.repository.js';

/** The record covers at most this many trials. */
const mostOfRecord = 100;
/** The most attempts at a prediction, if the rules of the board change in the meantime. */
const mostPredictions = 3;

type Choice = { decision: 'keep' | 'putBack'; reason?: string | undefined };

/** Trials of limits. A trial changes the limits at once. What-if makes its prediction on the day of the start. */
@Injectable()
export class TrialsService {
  constructor(
    private readonly repository: TrialsRepository,
    private readonly limits: TriedLimitsService,
    private readonly figures: TrialFiguresService,
    private readonly ending: EndingTrialsService,
    private readonly writer: BoardWriter,
    private readonly clock: Clock,
  ) {}

  async list(access: BoardAccess, { cursor, size = 50 }: PageQuery): Promise<Result<LimitTrialList>> {
    const rows = await this.repository.page(access, readCursor(cursor, uuidShape), size + 1);
    const { items, nextCursor } = pageOf(rows, size, ({ document }) => document.id);
    const record = await this.repository.record(access, mostOfRecord);
    const now = this.clock.now();
    return ok({ items: items.map((row) => toTrial(row, now)), nextCursor, record });
  }

  async read(access: BoardAccess, id: string): Promise<Result<LimitTrial>> {
    const row = await this.repository.find(access, id);
    return row ? ok(toTrial(row, this.clock.now())) : refuse('not-found');
  }

  /**
   * 422 for limits that cannot be tried; 409 while another trial runs, and if the history is too short for a prediction. A first write
   * makes the cheap checks and changes nothing, so a refused or repeated call simulates nothing. The prediction is made between two
   * writes. It is made again if the rules of the board or the day change before the second write.
   */
  async start(
    access: BoardAccess,
    { limits, days = trialDays.usual, reason }: NewLimitTrial,
    key: WriteKey | null,
  ): Promise<Result<LimitTrial>> {
    let forecast: Result<TrialForecast> | null = null;
    for (let attempt = 0; attempt <= mostPredictions; attempt += 1) {
      let isNeeded = false;
      const result = await this.writer.write<LimitTrial>(access, { key, status: 201 }, async (write) => {
        const running = await this.repository.running(write.tx, access);
        if (running) return refuseRunning(running.id, running.endsOn.toISOString().slice(0, 10));
        const rules = await this.figures.rules(write.tx, access);
        const tried = await this.limits.change(write, access, limits);
        if (!tried.ok) return tried;
        if (forecast && !forecast.ok) return forecast;
        const startsOn = todayIn(write.now, rules.timeZone);
        isNeeded = forecast?.value.today !== startsOn || forecast.value.rules !== JSON.stringify(rules);
        if (!forecast || isNeeded) return refuse('overloaded', retryAfter.busy);
        const id = uuid();
        const trial = { limits: tried.value.limits, startsOn, endsOn: addDays(startsOn, days - 1), reason };
        const { prediction, calendar } = forecast.value;
        const by = { startedAt: write.now, startedBy: access.userId };
        await this.repository.add(write.tx, access, { id, ...trial, ...by, prediction, calendar });
        write.record('limit.trialStarted', [...tried.value.changes, { trial: id, to: trial }]);
        return this.reread(write, access, id);
      });
      if (!isNeeded) return result;
      forecast = await this.figures.predict(access, limits, days);
    }
    return refuse('overloaded', retryAfter.busy);
  }

  stop(
    access: BoardAccess,
    id: string,
    stop: TrialStop,
    conditions: BoardConditions,
  ): Promise<Result<LimitTrial>> {
    return this.writeTo(access, id, conditions, async (write, row) => {
      const state = stateOf(row.document);
      if (state !== 'running') return refuse('trial-ended', { state });
      await this.repository.stop(write.tx, access, id, decisionOf(write, access, stop));
      return this.settle(write, access, row, stop, 'limit.trialEnded');
    });
  }

  decide(
    access: BoardAccess,
    id: string,
    choice: TrialChoice,
    conditions: BoardConditions,
  ): Promise<Result<LimitTrial>> {
    return this.writeTo(access, id, conditions, async (write, row) => {
      const state = stateOf(row.document);
      if (state === 'running') return refuseRunning(id, row.document.endsOn);
      if (state !== 'undecided') return refuse('trial-ended', { state });
      await this.repository.decide(write.tx, access, id, decisionOf(write, access, choice));
      return this.settle(write, access, row, choice, 'limit.trialDecided');
    });
  }

  /** A write to a trial. One whose days are over is compared first. */
  private async writeTo(
    access: BoardAccess,
    id: string,
    conditions: BoardConditions,
    work: (write: Write, row: TrialRow) => Promise<Result<LimitTrial>>,
  ): Promise<Result<LimitTrial>> {
    if (!(await this.isCompared(access, id))) return refuse('overloaded', retryAfter.busy);
    return this.writer.write<LimitTrial>(access, conditions, async (write) => {
      const row = await this.repository.find(access, id, write.tx);
      if (!row) return refuse('not-found');
      return isOver(row, write.now) ? refuse('overloaded', retryAfter.busy) : work(write, row);
    });
  }

  /** Compares a trial whose days are over, if the job has not compared it yet. False if it can’t be compared now. */
  private async isCompared(access: BoardAccess, id: string): Promise<boolean> {
    const row = await this.repository.find(access, id);
    if (!row || !isOver(row, this.clock.now())) return true;
    const { workspaceId, workspaceSlug, boardId, boardKey } = access;
    return this.ending.end({ ...{ workspaceId, workspaceSlug, boardId, boardKey }, id });
  }

  /** Puts the limits back if the manager chose that, and records the event. The trial has ended already, so this change does not end it. */
  private async settle(
    write: Write,
    access: BoardAccess,
    { document }: TrialRow,
    { decision, reason }: Choice,
    type: 'limit.trialEnded' | 'limit.trialDecided',
  ): Promise<Result<LimitTrial>> {
    const { id, limits } = document;
    const back = decision === 'putBack' ? await this.limits.putBack(write, access, limits) : null;
    if (back?.limits.length === 0) return refuse('trial-not-restorable');
    if (back) await this.repository.keepPutBack(write.tx, access, id, back.limits);
    const to = { decision, decisionReason: reason ?? null };
    const ended = type === 'limit.trialEnded' ? { cause: 'stopped' as const } : {};
    write.record(type, [{ trial: id, to: { ...ended, ...to } }, ...(back?.changes ?? [])]);
    return this.reread(write, access, id);
  }

  private async reread({ tx, now }: Write, access: BoardAccess, id: string): Promise<Result<LimitTrial>> {
    const row = await this.repository.find(access, id, tx);
    if (!row) throw new Error(`no trial ${id}`);
    return ok(toTrial(row, now));
  }
}

function decisionOf({ now }: Write, { userId }: BoardAccess, { decision, reason }: Choice) {
  return { decision, decidedAt: now, decidedBy: userId, decisionReason: reason ?? null };
}

function refuseRunning(trial: string, endsOn: string) {
  return refuse('trial-running', { trial, endsOn });
}
