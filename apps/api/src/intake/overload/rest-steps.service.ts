import { Injectable } from '@nestjs/common';
import type { EventChanges, RestState } from '@weir/contract';
import { nextRestStep, type RestEnd, type RestStepFacts } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardIds, BoardNamed } from '../../database/board-ids.js';
import type { Tx } from '../../database/prisma.js';
import { BoardWriter, type Write, type Writer } from '../../writes/board-writer.js';
import { changedValues } from '../../writes/changed-values.js';
import { OverloadRepository, type OverloadRow, type RestNotice } from './overload.repository.js';
import { RestDaysService } from './rest-days.service.js';

export type { OverloadRow };

/** A move of the rest of a board, by a person, or by its policy (`by` null). */
export type RestMove = { by: string | null } & (
  | { to: 'proposed' | 'resting'; overloadedDays: number; ofDays: number; until: Date }
  | { to: 'dismissed'; reason: string }
  | { to: 'expired' }
  | { to: 'ended'; endedFor: RestEnd; reason: string | null }
);

/** What closing a rest changes of it. */
type Closing = { state: RestState; closedAt: string | null; endedFor: RestEnd | null; reason: string | null };

/**
 * Proposes, begins and ends the rests of boards. It moves no gate: the gate's own steps depend on whether the board rests.
 */
@Injectable()
export class RestStepsService {
  constructor(
    private readonly repository: OverloadRepository,
    private readonly days: RestDaysService,
    private readonly writer: BoardWriter,
    private readonly clock: Clock,
  ) {}

  /** Skips the days of archived boards. */
  async passArchivedDays(): Promise<void> {
    await this.repository.passArchivedDays(this.clock.now());
  }

  /**
   * Measures the days that are over, then takes each step of the rest that is due. It decides again under the clock. `writer`: the
   * person whose change made the step due. False if no step was due.
   */
  async step(board: BoardNamed, writer?: Writer): Promise<boolean> {
    const row = await this.measured(board);
    if (!row || !nextRestStep(factsOf(row, this.clock.now()))) return false;
    const by = writer?.userId ?? null;
    const take = async (write: Write) => {
      const current = await this.repository.readIn(write.tx, board);
      const step = nextRestStep(factsOf(current, write.now));
      if (!step) return;
      const move = step.to === 'ended' ? { ...step, by, reason: null } : { ...step, by };
      await this.take(write, board, current, move);
    };
    await this.writer.writeForJob(board, take, { by: writer });
    return true;
  }

  readIn(tx: Tx, board: BoardIds): Promise<OverloadRow> {
    return this.repository.readIn(tx, board);
  }

  read(board: BoardIds): Promise<OverloadRow> {
    return this.repository.read(board);
  }

  /** Writes the move, its event and its notices. */
  async take({ tx, now, record }: Write, board: BoardIds, row: OverloadRow, move: RestMove): Promise<void> {
    const change = await this.write(tx, board, row, move, now);
    record('rest.changed', [change]);
    await this.repository.notify(tx, board, noticeOf(move, row), now);
  }

  private async write(
    tx: Tx,
    board: BoardIds,
    { rest }: OverloadRow,
    move: RestMove,
    now: Date,
  ): Promise<EventChanges['rest.changed'][number]> {
    const { by } = move;
    if (move.to === 'proposed' || move.to === 'resting') {
      const { to: state, overloadedDays, ofDays, until } = move;
      const beganAt = state === 'resting' ? now.toISOString() : null;
      const values = { state, until: until.toISOString(), beganAt };
      if (rest) {
        await this.repository.begin(tx, board, { id: rest.id, until, by }, now);
        const from = { state: rest.state, until: new Date(rest.until).toISOString(), beganAt: null };
        return { rest: rest.id, from, to: values };
      }
      const id = await this.repository.add(tx, board, { state, overloadedDays, ofDays, until, by }, now);
      const none = { closedAt: null, endedFor: null, reason: null };
      return { rest: id, from: null, to: { ...values, overloadedDays, ofDays, ...none } };
    }
    if (!rest) throw new Error('no rest to close');
    const endedFor = move.to === 'ended' ? move.endedFor : null;
    const reason = 'reason' in move ? move.reason : null;
    await this.repository.close(tx, board, rest.id, { state: move.to, endedFor, reason, by }, now);
    const open: Closing = { state: rest.state, closedAt: null, endedFor: null, reason: null };
    const changed = changedValues(open, { state: move.to, closedAt: now.toISOString(), endedFor, reason });
    return { rest: rest.id, ...(changed as NonNullable<typeof changed>) };
  }

  /** Null for a board without a rest policy whose days are deleted. */
  private async measured(board: BoardIds): Promise<OverloadRow | null> {
    const row = await this.repository.read(board);
    if (!row.policy) {
      if (row.measuredTo !== null) await this.repository.forgetDays(board);
      return row.rest && row;
    }
    const more = await this.days.measure(board, row, row.policy, this.clock.now());
    return more > 0 ? this.repository.read(board) : row;
  }
}

/** The facts that the rules use. */
export function factsOf(row: OverloadRow, now: Date): RestStepFacts {
  return { ...row, calendar: row, now };
}

/** The facts of the notice. A rest keeps the days for which it was proposed. */
function noticeOf({ to: state, ...move }: RestMove, { rest }: OverloadRow): RestNotice {
  const { overloadedDays, ofDays } = rest ?? {};
  return { state, ...move, ...(rest && { overloadedDays, ofDays }) };
}
