import { Injectable, Logger } from '@nestjs/common';
import type { Gate } from '@weir/contract';
import {
  type DownstreamFacts,
  type GateCause,
  type GateFacts,
  type GateStep,
  nextGateStep,
  saturatedThreshold,
  workingSecondsBetween,
} from '@weir/domain';
import { Clock } from '../../clock.js';
import { codedText } from '../../coded-text.js';
import type { BoardNamed } from '../../database/board-ids.js';
import { errorText } from '../../error-text.js';
import { pressureOf } from '../../pressure/pressure-of.js';
import { WaitGraphService } from '../../waits/graph/wait-graph.service.js';
import { BoardWriter, type Writer } from '../../writes/board-writer.js';
import { RestDaysService } from '../overload/rest-days.service.js';
import { RestStepsService } from '../overload/rest-steps.service.js';
import { type GateLoad, GateRepository } from './gate.repository.js';

const boardsAtOnce = 200;

/** Downstream pressures by workspace, each read once. */
type Graphs = Map<string, ReturnType<WaitGraphService['downstreamOf']>>;
type Downstream = Omit<DownstreamFacts, 'threshold'> | null;

/** The automatic moves of the gate. */
@Injectable()
export class GateStepsService {
  private readonly log = new Logger('Gate');
  /** The pressures of the current run, which `loads` begins. */
  private readonly graphs: Graphs = new Map();

  constructor(
    private readonly repository: GateRepository,
    private readonly writer: BoardWriter,
    private readonly rests: RestStepsService,
    private readonly days: RestDaysService,
    private readonly graph: WaitGraphService,
    private readonly clock: Clock,
  ) {}

  /** The loads of all boards, a page at a time. */
  async *loads(): AsyncGenerator<GateLoad> {
    this.graphs.clear();
    for (let after: GateLoad | null = null; ; ) {
      const page: GateLoad[] = await this.repository.loads(after, boardsAtOnce, this.clock.now());
      yield* page;
      after = page.at(-1) ?? null;
      if (page.length < boardsAtOnce) return;
    }
  }

  /** Records how full the board is, and takes the steps of its rest and of its gate that are due. */
  async step(board: GateLoad): Promise<void> {
    const seen = await this.withSaturation(board);
    const hasMoved = seen.watchesRest && (await this.rests.step(board));
    await this.stepOfGate(hasMoved ? await this.load(board) : seen, this.graphs);
  }

  /** Takes these steps after a person’s change, in their name. If this fails, the change stays, and the next run of the job takes them. */
  async settleFor(writer: Writer & BoardNamed): Promise<void> {
    try {
      await this.rests.step(writer, writer);
      await this.stepOfGate(await this.load(writer), new Map());
    } catch (error) {
      this.log.warn(`left for the next run: ${errorText(error)}`);
    }
  }

  /**
   * Takes the gate's step if one is due. It decides again under the clock, so it does not move a gate that a person has just set.
   * Notifies all managers. A rest has its own notices.
   */
  private async stepOfGate(board: GateLoad, graphs: Graphs): Promise<void> {
    const downstream = await this.downstreamOf(board, graphs);
    if (!stepOf(board, downstream, this.clock.now())) return;
    await this.writer.writeForJob(board, async ({ tx, now, record }) => {
      const load = await this.repository.loadIn(tx, board, now);
      const step = stepOf(load, downstream, now);
      if (!step) return;
      const { state, cause, until = null } = step;
      const since = now.toISOString();
      const gate = {
        state,
        reason: codedText('gateCause', cause),
        until: until && new Date(until).toISOString(),
        since,
        by: null,
      };
      await this.repository.set(tx, board, { ...gate, reason: null }, cause);
      if (!isOfRest(cause)) await this.repository.notify(tx, board, gate, now);
      record('gate.changed', [{ from: gateFacts(load.gate), to: { ...gateFacts(gate), cause } }]);
    });
  }

  private load(board: BoardNamed): Promise<GateLoad> {
    return this.repository.load(board, this.clock.now());
  }

  /** Null if the policy does not use it. */
  private async downstreamOf(
    { workspaceId, boardId, throttleDownstreamAt }: GateLoad,
    graphs: Graphs,
  ): Promise<Downstream> {
    if (throttleDownstreamAt === null) return null;
    const reading = graphs.get(workspaceId) ?? this.graph.downstreamOf(workspaceId);
    graphs.set(workspaceId, reading);
    return (await reading)(boardId);
  }

  private async withSaturation(board: GateLoad): Promise<GateLoad> {
    const now = this.clock.now();
    const { level } = pressureOf(board, now);
    if (board.lowMark !== null) {
      await this.days.noteLevel(board, { level, lowMark: board.lowMark, open: board.openMarks }, now);
    }
    const isSaturated = level >= saturatedThreshold;
    if (isSaturated === (board.saturatedSince !== null)) return board;
    const since = isSaturated ? now : null;
    await this.repository.noteSaturation(board, since);
    return { ...board, saturatedSince: since?.toISOString() ?? null };
  }
}

/**
 * Two steps happen even if the policy does not let the system move the gate: the end that a person set opens it, and a rest throttles
 * it, because managers or the rest policy began the rest.
 */
function stepOf(load: GateLoad, downstream: Downstream, now: Date): GateStep | null {
  const { state, since, until, by } = load.gate;
  const gate = { state, since, until, byHand: by !== null, cause: load.gateCause };
  const step = nextGateStep(gate, factsOf(load, downstream, now));
  if (step === null) return null;
  return load.byItself || step.cause.code === 'endReached' || isOfRest(step.cause) ? step : null;
}

function factsOf(load: GateLoad, downstream: Downstream, now: Date): GateFacts {
  const { waiting, overdue, oldestSubmittedAt: oldest, answerWithinHours, saturatedSince } = load;
  return {
    now,
    waiting,
    overdue,
    oldestWaitingWorkingHours: oldest === null ? null : workingSecondsBetween(oldest, now, load) / 3600,
    answerWithinHours,
    saturatedSince,
    level: pressureOf(load, now).level,
    rest: load.gateRest,
    ...(downstream && { downstream: { ...downstream, threshold: load.throttleDownstreamAt } }),
  };
}

function isOfRest({ code }: GateCause): boolean {
  return code === 'rest' || code === 'restOver';
}

/** The gate as events show it. */
export function gateFacts({ state, reason, until }: Gate) {
  return { state, reason, until };
}
