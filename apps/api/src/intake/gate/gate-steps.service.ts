import { Injectable } from '@nestjs/common';
import {
  type GateFacts,
  type GateStep,
  nextGateStep,
  saturatedThreshold,
  workingSecondsBetween,
} from '@weir/domain';
import { Clock } from '../../clock.js';
import { codedText } from '../../coded-text.js';
import { pressureOf } from '../../pressure/pressure-of.js';
import { ok } from '../../result.js';
import { BoardWriter } from '../../writes/board-writer.js';
import { type GateLoad, GateRepository } from './gate.repository.js';
import { gateFacts } from './gate.service.js';

const boardsAtOnce = 200;

/** The automatic moves of the gate. */
@Injectable()
export class GateStepsService {
  constructor(
    private readonly repository: GateRepository,
    private readonly writer: BoardWriter,
    private readonly clock: Clock,
  ) {}

  /** The loads of all boards, a page at a time. */
  async *loads(): AsyncGenerator<GateLoad> {
    for (let after: GateLoad | null = null; ; ) {
      const page: GateLoad[] = await this.repository.loads(after, boardsAtOnce, this.clock.now());
      yield* page;
      after = page.at(-1) ?? null;
      if (page.length < boardsAtOnce) return;
    }
  }

  /**
   * Records whether the board is saturated, and takes the gate's step if one is due. It decides again under the clock, so
   * it does not move a gate that a person has just set. All managers are notified.
   */
  async step(board: GateLoad): Promise<void> {
    const seen = await this.withSaturation(board);
    if (!stepOf(seen, this.clock.now())) return;
    const bySystem = { ...board, userId: null, roles: [] };
    const done = await this.writer.write<null>(bySystem, { key: null }, async ({ tx, now, record }) => {
      const load = await this.repository.loadIn(tx, board, now);
      const step = stepOf(load, now);
      if (!step) return ok(null);
      const { state, cause } = step;
      const since = now.toISOString();
      const gate = { state, reason: codedText('gateCause', cause), until: null, since, by: null };
      await this.repository.set(tx, board, { ...gate, reason: null }, cause);
      await this.repository.notify(tx, board, gate, now);
      record('gate.changed', [{ from: gateFacts(load.gate), to: { ...gateFacts(gate), cause } }]);
      return ok(null);
    });
    if (!done.ok && done.refusal.code !== 'board-archived') {
      throw new Error(`${board.workspaceSlug}/${board.boardKey}: ${done.refusal.code}`);
    }
  }

  private async withSaturation(board: GateLoad): Promise<GateLoad> {
    const now = this.clock.now();
    const isSaturated = pressureOf(board, now).level >= saturatedThreshold;
    if (isSaturated === (board.saturatedSince !== null)) return board;
    const since = isSaturated ? now : null;
    await this.repository.noteSaturation(board, since);
    return { ...board, saturatedSince: since?.toISOString() ?? null };
  }
}

/** The end that a person set opens the gate even if the policy does not let the system move it. */
function stepOf(load: GateLoad, now: Date): GateStep | null {
  const { state, since, until, by } = load.gate;
  const step = nextGateStep({ state, since, until, byHand: by !== null }, factsOf(load, now));
  return load.byItself || step?.cause.code === 'endReached' ? step : null;
}

function factsOf(load: GateLoad, now: Date): GateFacts {
  const { waiting, overdue, oldestSubmittedAt: oldest, answerWithinHours, saturatedSince } = load;
  return {
    now,
    waiting,
    overdue,
    oldestWaitingWorkingHours: oldest === null ? null : workingSecondsBetween(oldest, now, load) / 3600,
    answerWithinHours,
    saturatedSince,
    level: pressureOf(load, now).level,
  };
}
