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
import { TrialFiguresService } from '../flow/what-if/trial-figures.service.js';
import type { BoardAccess } from '../http/access/caller.js';
import { pageOf, readCursor, uuidShape } from '../http/cursor.js';
import { TriedLimitsService } from '../limits/tried-limits.service.js';
import { ok, type Result, refuse, retryAfter } from '../result.js';
import { type BoardConditions, BoardWriter, type Write } from '../writes/board-writer.js';
import type { WriteKey } from '../writes/idempotency.js';
import { stateOf, toTrial } from './trial-documents.js';
import { type TrialRow, TrialsRepository } from './trials.repository.js';

/** The record is that of so many trials. */
const mostOfRecord = 100;
/** How often a prediction is made again because the limits changed meanwhile. */
const mostPredictions = 3;

type Choice = { decision: 'keep' | 'putBack'; reason?: string | undefined };

/** Trials of limits. A trial changes the limits at once, and its prediction is that of what-if on the day of its start. */
@Injectable()
export class TrialsService {
  constructor(
    private readonly repository: TrialsRepository,
    private readonly limits: TriedLimitsService,
    private readonly figures: TrialFiguresService,
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
   * 422 for limits that cannot be tried; 409 while another trial runs, and where the history is too thin for a prediction. The prediction is
   * made before the write. It is made again if the limits or the day changed until then.
   */
  async start(
    access: BoardAccess,
    { limits, days = trialDays.usual, reason }: NewLimitTrial,
    key: WriteKey | null,
  ): Promise<Result<LimitTrial>> {
    for (let attempt = 0; attempt < mostPredictions; attempt += 1) {
      const forecast = await this.figures.predict(access, limits, days);
      let isStale = false;
      const result = await this.writer.write<LimitTrial>(access, { key, status: 201 }, async (write) => {
        const tried = await this.limits.change(write, access, limits);
        if (!tried.ok) return tried;
        const running = await this.repository.running(write.tx, access);
        if (running) return refuseRunning(running.id, running.endsOn.toISOString().slice(0, 10));
        if (!forecast.ok) return forecast;
        const startsOn = todayIn(write.now, await this.repository.timeZone(write.tx, access));
        isStale =
          forecast.value.today !== startsOn ||
          tried.value.limits.some(({ was }, at) => was !== forecast.value.had[at]);
        if (isStale) return refuse('overloaded', retryAfter.busy);
        const id = uuid();
        const trial = { limits: tried.value.limits, startsOn, endsOn: addDays(startsOn, days - 1), reason };
        const { prediction } = forecast.value;
        const by = { startedAt: write.now, startedBy: access.userId };
        await this.repository.add(write.tx, access, { id, ...trial, ...by, prediction });
        write.record('limit.trialStarted', [...tried.value.changes, { trial: id, to: trial }]);
        return this.reread(write, access, id);
      });
      if (!isStale) return result;
    }
    return refuse('overloaded', retryAfter.busy);
  }

  stop(
    access: BoardAccess,
    id: string,
    stop: TrialStop,
    conditions: BoardConditions,
  ): Promise<Result<LimitTrial>> {
    return this.writer.write<LimitTrial>(access, conditions, async (write) => {
      const row = await this.repository.find(access, id, write.tx);
      if (!row) return refuse('not-found');
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
    return this.writer.write<LimitTrial>(access, conditions, async (write) => {
      const row = await this.repository.find(access, id, write.tx);
      if (!row) return refuse('not-found');
      const state = stateOf(row.document);
      if (state === 'running') return refuseRunning(id, row.document.endsOn);
      if (state !== 'undecided') return refuse('trial-ended', { state });
      await this.repository.decide(write.tx, access, id, decisionOf(write, access, choice));
      return this.settle(write, access, row, choice, 'limit.trialDecided');
    });
  }

  /** Puts the limits back if that was chosen, and records the event. The trial is ended and decided already, so their change does not end it. */
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
